"""Writes the Word templates from code: `python -m weibao.documents.build_templates [folder]`.

The files in `templates/` are made by this; people may then edit their copies in Word.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.atomic import replace_file
from weibao.documents.kinds.registry import KINDS
from weibao.documents.scaffolds import SCAFFOLDS, scaffold
from weibao.resources import templates_dir

if TYPE_CHECKING:
    from collections.abc import Callable


def builders() -> dict[str, Callable[[], bytes]]:
    """How to make each template, by file name: those of the layouts and one for every kind of document."""
    return {
        **{f"{one.name}.docx": partial(scaffold, one) for one in SCAFFOLDS},
        **{kind.template: kind.build for kind in KINDS},
    }


def build_templates(folder: Path) -> tuple[Path, ...]:
    """Write every template into `folder`, over what stands there; the same bytes every time."""
    paths = []
    for name, build in builders().items():
        with replace_file(folder / name) as temporary:
            temporary.write_bytes(build())
        paths.append(folder / name)
    return tuple(paths)


if __name__ == "__main__":
    build_templates(Path(sys.argv[1]) if len(sys.argv) > 1 else templates_dir())
