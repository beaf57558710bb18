"""What repeats an answer: its path, the command that gives the same, and a hash of what was asked."""

from __future__ import annotations

import hashlib
import shlex
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

from api.formats.editions import Edition
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
        """The command line that writes the same; options are named as the parameters of the path are."""
        options = [word for name, value in self.asked.items() for word in (f"--{name.replace('_', '-')}", value)]
        return shlex.join(["druglaw", *self.path.strip("/").split("/"), *options, "--format", format_])

    @property
    def query_hash(self) -> str:
        """SHA-256, in hexadecimal, of the path with its parameters in the order of their names: the same for the same question."""
        return hashlib.sha256(Receipt(self.path, dict(sorted(self.asked.items()))).url().encode()).hexdigest()

    def stated(self, comparison: Comparison, format_: str) -> dict[str, str]:
        """What every export says of itself, by the name under which it stands there, in the order in which it is shown."""
        return {
            "release": self.release,
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
