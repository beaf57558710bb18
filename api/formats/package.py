"""Office files (zip packages) that come out the same byte for byte whenever and wherever they are made."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

__all__ = ["day_of_package", "repacked"]

_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""The first day that a zip archive can hold (APPNOTE 4.4.6)."""


def day_of_package(as_of: str) -> datetime:
    """The day that a file about ``as_of`` gives as that of its making: the day itself, but none before 1980."""
    return max(_EPOCH, datetime.fromisoformat(as_of).replace(tzinfo=UTC))


def repacked(package: bytes, changed: dict[str, bytes] | None = None) -> bytes:
    """The package with its members in their order, all dated 1980-01-01; ``changed`` gives members other contents."""
    written = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(written, "w") as new:
        for name in old.namelist():
            member = ZipInfo(name, _EPOCH.timetuple()[:6])
            member.compress_type, member.create_system, member.external_attr = ZIP_DEFLATED, 0, 0
            new.writestr(member, (changed or {}).get(name, old.read(name)))
    return written.getvalue()
