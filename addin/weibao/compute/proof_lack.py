"""Why a registered material has no file: which finding tells of it, and whether its paper or its page can be had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.compute.proof_resolve import address_in, is_file, is_path

if TYPE_CHECKING:
    from weibao.compute.returns import EvidenceInput

PAPER: Final = "proof-paper-only"
"""Only the place of the paper was written: a shelf, a cabinet."""


def lack_of(item: EvidenceInput, *, unseen: bool) -> str:
    """The code of the finding on a row without a file; "" where a web address stands instead, or where the file may
    lie among what could not be seen (`unseen`).
    """
    if is_online(item):
        return ""
    if item.location.strip() and not is_path(item.location):
        return PAPER
    if unseen:
        return ""
    if is_file(item.location):
        return "proof-path-missing"
    return "proof-no-files" if is_path(item.location) else "proof-no-location"


def is_online(item: EvidenceInput) -> bool:
    """Whether a row names a web address."""
    return bool(address_in(f"{item.location} {item.note}"))
