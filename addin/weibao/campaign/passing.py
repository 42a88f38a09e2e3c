"""What a run finds that is so for the moment only: it passes, and on Windows no file shows that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.texts_intake import BARRED, TROUBLED

if TYPE_CHECKING:
    from weibao.findings import Finding

_CODES: Final = frozenset({
    "draft-open", "file-not-hashed", "file-reading-kept", "file-stopped", "folder-unreadable", "ledger-open",
    "output-open", "paper-file-unreadable",
})  # fmt: skip


def is_passing(found: Finding) -> bool:
    """Whether the next run may find it otherwise though every file is the same: somebody has a file open, a share was
    away, the machine had no memory.
    """
    return found.code in _CODES or BARRED in found.message or TROUBLED in found.message
