"""What `.weibao/compiled.json` says of the files of 资料汇编: which are ours, by folder and path."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weibao.atomic import SCRATCH, replace_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass
class Receipt:
    """What we know of a file that we wrote: the digests that are ours, and its size and time with the first of them."""

    digests: list[str] = field(default_factory=list)
    size: int = -1
    modified: int = -1


def load_receipts(path: Path) -> dict[str, dict[str, Receipt]]:
    """The receipts of all folders; what is damaged is no receipt: then files count as somebody else's."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(key): {
                str(name): Receipt([str(digest) for digest in digests], int(size), int(modified))
                for name, (size, modified, *digests) in known.items()
            }
            for key, known in rows.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def save_receipts(path: Path, receipts: Mapping[str, Mapping[str, Receipt]]) -> None:
    """Write them, where they have changed."""
    rows = {
        key: {name: [item.size, item.modified, *item.digests] for name, item in sorted(known.items())}
        for key, known in sorted(receipts.items())
        if known
    }
    content = (json.dumps(rows, ensure_ascii=False, indent=0) + "\n").encode("utf-8", "backslashreplace")
    if not path.exists() or path.read_bytes() != content:
        with replace_file(path) as temporary:
            temporary.write_bytes(content)


def is_safe(path: str) -> bool:
    """Whether a path that was remembered stays below its folder and is nobody's half-made file."""
    parts = path.split("/")
    return all(part and part not in (".", "..") and not part.startswith(SCRATCH) for part in parts) and ":" not in path


def stat_of(path: Path) -> tuple[int, int]:
    """Size and time of a file."""
    state = path.stat()
    return state.st_size, state.st_mtime_ns
