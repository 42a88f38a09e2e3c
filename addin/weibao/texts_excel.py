"""What the macros in Excel say: the keys of the hidden sheet `_texts`, because VBA keeps no Chinese of its own."""

from __future__ import annotations

# What stands in the one visible cell of weibao.xlam.
ADDIN_NOTE = "这是“未保创建”加载项，不用打开编辑。安装：weibao addin install；卸载：weibao addin uninstall。"

EXCEL_TEXTS: dict[str, str] = {
    "title": "未保创建",
    "category": "未保创建",
    "python_blocked": (
        "未保：没能启动 Python，表中改由普通公式计算，结果相同。"
        "请运行 weibao addin doctor 查看原因（常见的是杀毒软件不允许 Excel 启动其他程序），处理后点“重试连接”。"
    ),
    "package_missing": (
        "未保：Python 已启动，但其中没有装好 weibao，表中改由普通公式计算，结果相同。"
        "请重新运行 weibao addin install，处理后点“重试连接”。"
    ),
    "python_lost": (
        "未保：Python 几次中途退出，不再启动，表中改由普通公式计算，结果相同。"
        "请运行 weibao addin doctor 查看原因，处理后点“重试连接”。"
    ),
    "settings_beside": (
        "未保：这个文件旁边有一个 xlwings.conf，它会让 Excel 改用别的 Python，"
        "所以没有启动，表中改由普通公式计算，结果相同。"
        "请把那个 xlwings.conf 移走，再点“重试连接”。"
    ),
    "retry_elsewhere": (
        "现在前面不是普通的工作表，连不上 Python。请先转到一张普通的工作表（不是图表页），再点“重试连接”。"
    ),
    "retry_done": "未保：已连接 Python，表中各项已重新计算。",
    "start_refused": (
        "没能启动 Python，这个按钮的工作没有做。\n\n"
        "常见原因有两个：杀毒软件或单位的安全策略不允许 Excel 启动其他程序；Python 换了位置。\n"
        "请在命令行运行 weibao addin doctor 查看原因；"
        "同样的工作都可以用 weibao 命令完成，命令清单见 weibao --help。"
    ),
    "action_failed": (
        "这个按钮没能运行，什么也没有改动。\n\n请关闭 Excel 后重新打开再试；仍不行时，请运行 weibao addin doctor。"
    ),
}
