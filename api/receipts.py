"""What repeats an answer: its path, the command that gives the same bytes, and a hash of what was asked."""

from __future__ import annotations

import hashlib
import shlex
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from api.formats.editions import STANDALONE, Edition
from graph.comparison import Comparison
from graph.release import RELEASE

__all__ = ["Receipt"]


@dataclass(frozen=True)
class Receipt:
    """A question with every parameter that has a value, today's day among them, so that it asks the same tomorrow."""

    path: str
    asked: dict[str, str] = field(default_factory=dict)
    release: str = RELEASE

    @classmethod
    def parse(cls, url: str) -> Receipt:
        """The receipt written as a path without host: ``/compare?as_of=2008-10-31``."""
        parts = urlsplit(url)
        return cls(parts.path, dict(parse_qsl(parts.query)))

    @classmethod
    def of(cls, comparison: Comparison, edition: Edition) -> Receipt:
        """The receipt of a comparison in an edition."""
        plain = cls.parse(comparison.receipt)
        return cls(plain.path, plain.asked | edition.chosen(), comparison.release)

    def url(self, format_: str = "") -> str:
        """The path without host, with the extension of a format."""
        asked = urlencode(self.asked, safe=",:/")
        return self.path + (f".{format_}" if format_ else "") + (f"?{asked}" if asked else "")

    def command(self, format_: str) -> str:
        """The command line that writes the same: that of the path's own command where there is one, else (as for pages) ``druglaw get``."""
        from api.cli import options_of

        name = self.path.strip("/")
        options = {f"--{parameter.replace('_', '-')}": value for parameter, value in self.asked.items()}
        page = format_ == "html" and self.asked.get("layout") != STANDALONE
        known = options_of(name)
        if known.keys() >= options.keys() and format_ in known.get("--format", ()) and not page:
            return shlex.join(["druglaw", name, *(word for pair in options.items() for word in pair), "--format", format_])
        return shlex.join(["druglaw", "get", self.url(format_)])

    @property
    def query_hash(self) -> str:
        """SHA-256, in hexadecimal, of the path with its parameters in the order of their names: the same for the same question."""
        return hashlib.sha256(Receipt(self.path, dict(sorted(self.asked.items()))).url().encode()).hexdigest()

    def claims(self, data_sha256: str, format_: str) -> dict[str, str]:
        """What any answer says of itself beside its release: which data answered, what was asked, and the command that asks again."""
        return {"data_sha256": data_sha256, "query_hash": self.query_hash, "command": self.command(format_)}

    def stated(self, comparison: Comparison, format_: str) -> dict[str, str]:
        """What every export says of itself, by the name under which it stands there, in the order in which it is shown."""
        return {
            "release": self.release,
            "data_sha256": comparison.knowledge.store.data_sha256,
            "as_of": comparison.as_of,
            "known_by": comparison.known_by,
            "rule": comparison.query.rule,
            "grade": comparison.query.grade,
            "subjects": ",".join(subject.id for subject in comparison.subjects),
            "measures": ",".join(measure.id for measure in comparison.measures),
            "query_hash": self.query_hash,
            "path": self.url(format_),
            "command": self.command(format_),
        }

    def mark(self, comparison: Comparison, format_: str) -> str:
        """The receipt as one word that programs find in a file of any kind: it needs no escaping in text, XML, TeX or a comment."""
        path = quote(self.url(format_), safe="").replace("--", "-%2D")  # a comment of HTML ends at two hyphens
        return f"druglaw-receipt:{self.release}:{comparison.knowledge.store.data_sha256}:{path}"
