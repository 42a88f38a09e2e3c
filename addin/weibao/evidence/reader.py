"""What runs in the worker process: one evidence file → facts as JSON values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from weibao.compute.proof_photos import PICTURES
from weibao.compute.proof_secret import SecretFoundError
from weibao.compute.proof_texts import Words
from weibao.evidence.kinds import PACKAGES, kind_of
from weibao.evidence.papers import read_package, read_pdf, read_text
from weibao.evidence.pictures import read_picture
from weibao.evidence.texts import Collector


def read(name: str, plain: dict[str, Any]) -> dict[str, Any]:
    """kind, pages, width, height, and what picture and text tell. `plain` is a dumped `Words`.

    A file with a 密级 mark gives its kind and the mark, nothing else.
    """
    path = Path(name)
    try:
        kind = kind_of(path)
    except OSError:
        return {"kind": "other", "problem": "unreadable"}
    if kind == "locked":
        return {"kind": kind, "problem": "locked"}
    texts = Collector(Words.load(plain))
    try:
        facts = _facts(path, kind, texts)
    except SecretFoundError as found:
        return {"kind": kind, "secret": found.mark}
    return {"kind": kind, **texts.facts(), **facts}


def _facts(path: Path, kind: str, texts: Collector) -> dict[str, Any]:
    if kind == "pdf":
        return read_pdf(path, texts)
    if kind in PICTURES:
        try:
            return read_picture(path)
        except (OSError, ValueError, SyntaxError, ArithmeticError, LookupError):
            return {"problem": "damaged"}
    if kind in PACKAGES:
        return read_package(path, kind, texts)
    return read_text(path, texts) if kind in ("text", "html") else {}
