"""The button 资料汇编: the numbered copies of all evidence with catalogues, index and the list of what is missing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from weibao.hosts.button import button, finish
from weibao.texts_compile import LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.hosts.job import Job

_SHOWN: Final = 8  # messages on single files


@button("compile")
def compilation(job: Job) -> None:
    """Ask whether a zip is wanted, too; then open the folder."""
    answer = job.desk.ask("另外打成压缩包吗？要就写“是”，空着只生成文件夹。")
    if answer is None:
        return
    packed = ["--zip"] if answer.strip() in ("是", "要", "y", "Y", "yes") else []
    done = job.run("compile", *packed)
    finish(job, compiled(done), _place(job.root, done["folder"]))


def compiled(done: Mapping[str, Any]) -> str:
    """`compile --json` as a message."""
    materials = sum(item["materials"] for item in done["categories"])
    files = sum(item["files"] for item in done["categories"])
    lines = [f"第{done['round']}轮资料汇编：材料 {materials} 件，文件 {files} 个。"]
    if done["left_out"]:
        counts = Counter(item["why"] for item in done["left_out"])
        why = "、".join(f"{words} {counts[key]}" for key, words in LEFT_OUT.items() if counts[key])
        lines.append(f"没有收录的文件 {len(done['left_out'])} 个（{why}）。")
    if done["missing"]:
        lines.append(f"缺漏 {len(done['missing'])} 处，和没有收录的文件一起列在“缺漏清单（内部，不报送）”里。")
    told = [item["message"] for item in done["messages"] if item["severity"] != "info" and item["file"]]
    lines += told[:_SHOWN]
    if len(told) > _SHOWN:
        lines.append(f"这样的文件还有 {len(told) - _SHOWN} 个。")
    lines.append("扫描件和照片里的字程序看不到，报送前请逐件看有没有密级标志和个人信息。")
    if done["zip"]:
        lines.append(f"压缩包：{done['zip']}")
    return "\n".join(lines)


def _place(root: Path, folder: str) -> Path:
    return root / folder
