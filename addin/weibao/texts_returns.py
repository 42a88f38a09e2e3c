"""Texts of findings on returns as a whole: what was read before, what is blank, what became of a file that counted."""

from __future__ import annotations

from weibao.texts_office import FindingText

RETURN_FINDINGS: dict[str, FindingText] = {
    # --- the reader itself failed -----------------------------------------------------------------
    "file-reading-kept": FindingText(
        "warning",
        "这次没能读出，按上次读到的计",
        "这次程序没能读出这份文件（{reason}）；文件和上次一样，没有变过，仍按上次读到的内容计入。"
        "请关掉不用的程序再汇总一次；不用退回单位。",
    ),
}
