"""`check FILE.docx`: official documents of anybody; `--fix` writes a copy, `--render` measures pages."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weibao.atomic import replace_file
from weibao.documents.check import DocumentError, Level, check_document
from weibao.errors import WeibaoError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weibao.documents.check import Remark

    Progress = Callable[[str, int, int], None]

_FIXED = "（已修正）"
_MAX_FILE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one file: remarks (after `--fix`, those that remain), or the `problem` that kept it from being read.

    `done` says what was mended and `copy` where; `notes` what could not be done (no LibreOffice).
    """

    path: Path
    remarks: tuple[Remark, ...] = ()
    problem: str = ""
    done: tuple[str, ...] = ()
    copy: Path | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def binding(self) -> bool:
        """Whether there is an error or a warning."""
        return any(remark.level is not Level.CUSTOM for remark in self.remarks)

    def as_object(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "file": str(self.path),
            "problem": self.problem,
            "remarks": [
                {
                    "code": r.code, "level": r.level.value, "clause": r.clause, "title": r.title, "place": r.place,
                    "found": r.found, "expected": r.expected, "advice": r.advice,
                }
                for r in self.remarks
            ],
            "fixed": list(self.done),
            "copy": str(self.copy) if self.copy else None,
            "notes": list(self.notes),
        }  # fmt: skip


def check_documents(
    paths: Sequence[Path], *, fix: bool = False, render: bool = False, progress: Progress | None = None
) -> tuple[Checked, ...]:
    """Every document in order; one that cannot be read does not keep the others from being checked."""
    found = []
    for number, path in enumerate(paths, 1):
        found.append(_one(path, fix=fix))
        if progress:
            progress("检查公文", number, len(paths))
    return _rendered(found, progress) if render else tuple(found)


def _one(path: Path, *, fix: bool) -> Checked:
    try:
        if path.stat().st_size > _MAX_FILE:
            return Checked(path, problem="没有读取：文件异常庞大，不像是公文。")
        content = path.read_bytes()
        if not fix:
            return Checked(path, check_document(content))
        from weibao.documents.check.fix import fix_document

        mended = fix_document(content)
        copy = _write(path, mended.content) if mended.done else None
        return Checked(path, check_document(mended.content), done=mended.done, copy=copy)
    except DocumentError as error:
        return Checked(path, problem=str(error))


def _write(path: Path, content: bytes) -> Path:
    """The copy beside the file, under a name that nothing has yet: an earlier copy may have been worked on."""
    target = path.with_name(f"{path.stem}{_FIXED}.docx")
    number = 2
    while target.exists():
        target = path.with_name(f"{path.stem}{_FIXED}{number}.docx")
        number += 1
    with replace_file(target) as temporary:
        temporary.write_bytes(content)
    return target


def _rendered(found: Sequence[Checked], progress: Progress | None) -> tuple[Checked, ...]:
    """The same with what the pages show; where they cannot be made, a note says why."""
    from weibao.documents.check import check_pages
    from weibao.documents.preview import to_pdf

    readable = [one for one in found if not one.problem]
    with tempfile.TemporaryDirectory(prefix="weibao-check-", ignore_cleanup_errors=True) as name:
        files = {one.path: Path(name) / f"{number:04d}.docx" for number, one in enumerate(readable, 1)}
        for one in readable:
            files[one.path].write_bytes((one.copy or one.path).read_bytes())
        try:
            to_pdf([files[one.path] for one in readable], None, progress)
        except WeibaoError as error:
            return tuple(replace(one, notes=(f"没有量版面：{error}",)) for one in found)
        result = []
        for one in found:
            file = files.get(one.path)
            pdf = file.with_suffix(".pdf") if file else None
            if file is None or pdf is None:
                result.append(one)
            elif not pdf.is_file():
                result.append(replace(one, notes=("没有量版面：LibreOffice 转换不了这份文书。",)))
            else:
                result.append(_measured(one, file, pdf, check_pages))
    return tuple(result)


def _measured(
    one: Checked, file: Path, pdf: Path, check_pages: Callable[[bytes, bytes], tuple[Remark, ...]]
) -> Checked:
    try:
        remarks = check_pages(file.read_bytes(), pdf.read_bytes())
    except DocumentError as error:
        return replace(one, notes=(f"没有量版面：{error}",))
    return replace(one, remarks=remarks)
