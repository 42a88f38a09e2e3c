"""The words of findings about a 核定台账 that cannot be updated in its place. Part of `weibao.texts`."""

from __future__ import annotations

from weibao.texts_office import FindingText

# Where the update went, in the place of {outcome}.
BESIDE = "“{name}”没有改动，更新写到了旁边的“{beside}”。"
REBUILT = BESIDE + "新文件是另做的一本：您填的内容都已转入，另加的表、颜色和批注没有转。核对后可以用它替换原文件；或者"
NOT_WRITTEN = "这次没有写入。"

LEDGER_FINDINGS: dict[str, FindingText] = {
    "ledger-older-rules": FindingText(
        "info",
        "按以前的规则计分",
        "现在按第{number}轮计分，第{first}轮起才用新的规则：得分、文书按第{number}轮当时的规则，"
        "“{name}”的行已经是新规则的，其中自动计算的格子没有更新。下发第{first}轮以后按新规则。",
    ),
    "ledger-older-chosen": FindingText(
        "info",
        "按以前的规则计分",
        "“计分轮次”填的是 {number}：得分、文书按第{number}轮当时的规则，“{name}”的行是第{first}轮起的新规则的，"
        "其中自动计算的格子没有更新。“计分轮次”清空，或者改填第{first}轮以后的轮次，才按新规则。",
    ),
    "ledger-signed": FindingText(
        "error",
        "核定台账带有数字签名",
        "“{name}”带有数字签名，写进去签名就失效了，所以{outcome}"
        "请在 Excel“文件—信息—查看签名”中删除签名，保存关闭后再运行。",
    ),
    "ledger-shared": FindingText(
        "error",
        "核定台账设成了共享工作簿",
        "“{name}”设成了共享工作簿，它记着每处修改，由程序写入会对不上，所以{outcome}"
        "请在 Excel“审阅”中取消共享工作簿，保存关闭后再运行。",
    ),
    "ledger-1904": FindingText(
        "error",
        "核定台账用了 1904 日期系统",
        "“{name}”勾选了“使用 1904 日期系统”，里面的日期和公式会差四年零一天，所以{outcome}"
        "请在 Excel“选项—高级”中取消此项、改正日期，保存关闭后再运行。",
    ),
    "ledger-machine-sheets-gone": FindingText(
        "error",
        "核定台账的隐藏表不见了",
        "“{name}”里找不到系统用的隐藏工作表 {sheets}，可能被删除或改名了，所以{outcome}"
        "请把隐藏表的名称改回来，或从备份恢复，再运行一次。",
    ),
    "ledger-headings-alike": FindingText(
        "error",
        "核定台账有两栏同名",
        "“{sheet}”里有几栏都叫“{column}”（{cells}），分不清往哪一栏登记，所以{outcome}"
        "请把自己加的一栏改个名称，保存关闭后再运行。",
    ),
    "ledger-sheets-alike": FindingText(
        "error",
        "核定台账有几张表像同一张",
        "找不到工作表“{sheet}”，而 {sheets} 都有它的表头，分不清往哪一张登记，所以{outcome}"
        "请把正在用的一张改回“{sheet}”，保存关闭后再运行。",
    ),
    "ledger-table-linked": FindingText(
        "error",
        "核定台账的表连着外部数据",
        "“{sheet}”的 {cells} 做成了取外部数据的表格，刷新时会冲掉登记的内容，所以{outcome}"
        "请在 Excel“表设计”中断开链接或转换为区域，保存关闭后再运行。",
    ),
    "ledger-rows-taken": FindingText(
        "error",
        "核定台账的空行占着",
        "“{name}”还有 {count} 行没有登记（{keys}）：看着空的行（{rows}）有合并单元格、自己的公式或别的表格，没有写；"
        "请取消合并、移开这些内容，或在表末选中一行已有公式的空行，向下复制若干行后再运行。",
    ),
    "ledger-row-hidden": FindingText(
        "info",
        "新登记的行被筛选或隐藏",
        "“{name}”新登记的 {keys} 在隐藏的行里（{rows}），没有取消隐藏；要看到它们，请清除筛选或取消隐藏。",
    ),
    "ledger-settings-new": FindingText(
        "info",
        "设置多了几项",
        "“设置”末尾加了新版本的 {count} 项设置（{titles}），空着就用默认值；已经填写的没有动。",
    ),
}
