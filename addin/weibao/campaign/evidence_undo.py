"""What `evidence tidy` moved: a list in `.weibao/evidence_moves.json`, written before the first file moves."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from weibao.atomic import replace_file
from weibao.errors import CampaignError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from weibao.campaign.folder import Campaign

NAME: Final = "evidence_moves.json"


@dataclass(frozen=True, slots=True)
class Move:
    """A file that goes from one path to another, both from the campaign folder; `run` counts the tidyings.

    `true` is the old path as the disk has it, where that is no text or holds what cannot be seen, else "". `lost`: it
    was to go back, and was gone.
    """

    old: str
    new: str
    run: int = 0
    true: str = ""
    lost: bool = False


def read_moves(campaign: Campaign) -> tuple[Move, ...]:
    """Every move that was not undone, in the order in which they were made.

    Raises CampaignError where the list is damaged: then nobody knows what was moved.
    """
    path = _path(campaign)
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return tuple(
            Move(
                str(row["old"]),
                str(row["new"]),
                int(row.get("run", 0)),
                str(row.get("true", "")),
                bool(row.get("lost")),
            )
            for row in rows
        )
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CampaignError(f"“{path}”已损坏，不知道整理过哪些文件。请从备份恢复它，再整理或撤销。") from None


def write_moves(campaign: Campaign, moves: Sequence[Move]) -> None:
    """Replace the list."""
    with replace_file(_path(campaign)) as temporary:
        rows = [{key: value for key, value in asdict(move).items() if value} for move in moves]
        content = json.dumps(rows, ensure_ascii=False, indent=1)
        # What is no text in a name becomes \udcXX, which JSON reads as the same.
        temporary.write_text(f"{content}\n", encoding="utf-8", errors="backslashreplace")


def moved_paths(campaign: Campaign) -> dict[str, str]:
    """Where the files lie now that units know under an older path."""
    found: dict[str, str] = {}
    for move in read_moves(campaign):
        found = {old: move.new if now == move.old else now for old, now in found.items()}
        found[move.old] = move.new
    return found


def _path(campaign: Campaign) -> Path:
    return campaign.machine / NAME
