"""Text as LaTeX: nothing in it is a command, and every letter is set by pdfLaTeX, LuaLaTeX and XeLaTeX alike or told where it cannot."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

__all__ = ["beyond_pdftex", "breakable", "tex", "tex_address"]

_SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
    '"': r"\char34{}", "'": r"\textquotesingle{}", "`": r"\textasciigrave{}", "[": "{[}", "]": "{]}", "*": "{*}",
    "\u00a0": "~", "\u00ad": r"\-", "\ufffd": "{[}U+FFFD{]}",
}  # fmt: skip
# LuaTeX takes U+FFFD for damage of the file itself.
_SIGN = re.compile("[" + "".join(map(re.escape, _SIGNS)) + "]|-(?=-)|,(?=,)|[?!](?=`)")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+(?:[\s\d.,:;()«»„“”№–—-]*[\u0400-\u04ff]+)*")

# What the encodings T1 and T2A of pdfLaTeX have (LaTeX encoding guide, section 4; for T2A its t2aenc.dfu).
_LATIN = set("¡¢£¥§©«®°±²³¶·¹»¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ")
_LATIN |= set("ĂăĄąĆćČčĎďĐđĘęĚěĞğİıĹĺĽľŁłŃńŇňŐőŒœŔŕŘřŚśŞşŠšŢţŤťŮůŰűŹźŻżŽž–—‘’‚“”„†‡•…€№™\u00a0\u00ad")
_CYRILLIC_LETTERS = set("ЀЁЂЄЅІЇЈЉЊЋЌЍЎЏѐёђєѕіїјљњћќѝўџ") | {chr(code) for code in range(0x410, 0x450)}
_CYRILLIC_LETTERS |= set("ҐґҒғҖҗҚқҜҝҠҡҢңҤҥҮүҰұҲҳҶҷҸҹҺһӘәӢӣӨөӮӯӰӱӴӵ")

# For the rest pdfLaTeX prints Latin letters: Armenian as BGN/PCGN 1981, Georgian as its national system of 2002.
_GEORGIAN = "აa ბb გg დd ეe ვv ზz თt იi კk' ლl მm ნn ოo პp' ჟzh რr სs ტt' უu ფp ქk ღgh ყq' შsh ჩch ცts ძdz წts' ჭch' ხkh ჯj ჰh"
_ARMENIAN = (
    "աa բb գg դd եe զz էe ըe թt' ժzh իi լl խkh ծts կk հh ձdz ղgh ճch մm յy նn շsh ոo չch' պp ջj ռrr սs վv տt րr ցts' ւw փp' քk' օo ֆf ևev"
)
_ROMAN = {pair[0]: pair[1:] for pair in f"{_GEORGIAN} {_ARMENIAN}".split()}
_ROMAN |= {letter.upper(): latin.capitalize() for letter, latin in _ROMAN.items() if len(letter.upper()) == 1 and letter.upper() != letter}
_SET = {"ə": r"{\fontencoding{T2A}\selectfont\cyrschwa}", "Ə": r"{\fontencoding{T2A}\selectfont\CYRSCHWA}"}
_SET |= {"ʻ": r"\textquoteleft{}", "ʼ": r"\textquoteright{}", "՞": "?", "՝": ",", "։": ":", "\u2011": "-", "\u2212": "-", "\u200b": "{}"}


def tex(text: str) -> str:
    """The text escaped; runs of Cyrillic letters are marked as such for fonts and hyphenation."""
    made, done = [], 0
    for found in _CYRILLIC.finditer(text):
        made += [_escaped(text[done : found.start()]), r"\foreignlanguage{russian}{", _escaped(found[0]), "}"]
        done = found.end()
    return "".join([*made, _escaped(text[done:])])


def _escaped(text: str) -> str:
    """Signs of TeX by their names, and pairs of signs that TeX would draw together kept apart."""
    return _SIGN.sub(lambda sign: _SIGNS.get(sign[0], sign[0] + "{}"), text)


def breakable(text: str) -> str:
    """The text escaped, with leave to break a line where a path, a list or a command may be broken."""
    return r"\allowbreak{}".join(tex(piece) for piece in re.split(r"(?<=[,/&=?-])", text))


def tex_address(address: str) -> str:
    r"""A web address as the argument of \url; what TeX could take for a sign of its own is percent-encoded (RFC 3986)."""
    return quote(address, safe=":/?&=;,.+-_()!*'@$%#").replace("%", r"\%").replace("#", r"\#")


def beyond_pdftex(text: str) -> dict[str, str]:
    """What pdfLaTeX prints for each letter of the text that its fonts lack: a letter like it, Latin letters, or its number."""
    lacking = {letter for letter in text if ord(letter) > 126} - _LATIN - _CYRILLIC_LETTERS
    return {letter: _SET.get(letter) or _escaped(_ROMAN.get(letter, "")) or _told(letter) for letter in sorted(lacking)}


def _told(letter: str) -> str:
    if plain := unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode():
        return _escaped(plain)
    return "" if unicodedata.combining(letter) else f"{{[}}U+{ord(letter):04X}{{]}}"
