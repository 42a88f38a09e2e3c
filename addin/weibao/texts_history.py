"""Texts of findings on what was written, remembered and compared: open files, locks, the history, two clerks."""

from __future__ import annotations

from weibao.texts_office import FindingText

_UNREADABLE = "“{name}”现在读不出来，没有核对；请检查权限、网络连接，看是不是正被别的程序占用，再核对一次。"

_RESTORED = (
    "“{name}”是用 weibao restore 找回的一份，找回以后有人改动过（或者那份留底已经不在）；"
    "对照完，把要用的内容填进正在用的那一份，再移走或删除它。"
)

# What no comparison of inputs sees.
_OWN = "自己加的栏、批注、颜色和工作表里的内容没有逐格比较，删除以前请打开两份看一看。"

# The commands that are in the history, in the words of the buttons.
COMMAND_WORDS: dict[str, str] = {
    "new": "新建文件夹",
    "demo": "演示",
    "issue": "下发清单",
    "collect": "回收清单",
    "regenerate": "全部重算",
    "notices": "督办通知",
    "reports": "通报报告",
    "charts": "画图",
    "export": "导出明细",
    "compile": "资料汇编",
    "rulebook adopt": "换用规则库",
    "documents draft": "起草文书",
    "documents approve": "核稿签发",
    "documents number": "编号",
    "documents issue": "印发",
    "documents withdraw": "撤回作废",
    "evidence index": "登记佐证",
    "evidence check": "核查佐证",
    "evidence tidy": "整理佐证",
    "restore": "找回",
}


def command_words(command: str) -> str:
    """What a command is called in Chinese; one that is not known as it is."""
    return COMMAND_WORDS.get(command, command)


HISTORY_FINDINGS: dict[str, FindingText] = {
    "output-open": FindingText(
        "warning",
        "文件正打开着，写在旁边",
        "“{name}”正在别的程序中打开，没有改动；最新的写成了“{beside}”。请关闭“{name}”后再运行一次，旁边那份会自动撤下；"
        "想等它关闭再写的，命令后加 --wait 60（最多等 60 秒）。",
    ),
    "output-read-only": FindingText(
        "warning",
        "文件是只读的，写在旁边",
        "“{name}”是只读的（右键属性里去掉“只读”）或者正被别的程序打开，没有改动；最新的写成了“{beside}”。"
        "改好后再运行一次，旁边那份会自动撤下。",
    ),
    "export-beside": FindingText(
        "warning",
        "导出的文件正打开着，写在旁边",
        "“{name}”正在别的程序中打开，没有改动；最新的写成了“{beside}”。请关闭“{name}”后再导出一次，并把旁边那份删去。",
    ),
    "output-touched": FindingText(
        "info",
        "重建的文件被改动过",
        "“{name}”与上次写的不一样（有人改过、另存过，或上次运行中断），已按现在的数据重建；改动过的那份留了底，"
        "要找回请运行 weibao restore。要长期保留的内容，请写在核定台账里。",
    ),
    "charts-not-drawn": FindingText(
        "warning",
        "图没有画成",
        "有图没有画成，“图表”里没有它或者还是原来的。{reason}其余的照常写出。",
    ),
    "figures-not-drawn": FindingText(
        "warning",
        "报告没有配图",
        "自评报告等报告照常起草，没有配图。{reason}",
    ),
    "ledger-replaced": FindingText(
        "error",
        "核定台账像是被旧的副本盖掉了",
        "“{name}”里程序写的内容是{when}以前的，可能有人用旧的副本存了回来。上次读到、"
        "现在变了的 {count} 处逐格列在下面，两个值都在；改动前的整本台账可用 weibao restore --file {name} 找回。"
        "自己加的栏、批注、颜色和工作表没有比较，请对照找回的那本看。"
        "处理以前，每次运行都会提示；核对过、就以现在所填为准的，运行一次 weibao collect --accept-ledger。",
    ),
    "ledger-lost-input": FindingText(
        "error",
        "填过的内容又变回去了",
        "{row}的“{column}”{when}读到的是“{was}”，现在是“{now}”，和那以前的一样，像是被旧的副本盖掉的。"
        "应为“{was}”的，请补填。",
    ),
    "ledger-still-lost": FindingText(
        "error",
        "被旧的副本盖掉的还没有处理",
        "“{name}”像是被旧的副本盖掉过（{when} 发现），还有 {count} 处没有处理，逐格列在下面。补填、改填以后不再提示；"
        "核对过、剩下的就以现在所填为准的，运行一次 weibao collect --accept-ledger。",
    ),
    "ledger-both-input": FindingText(
        "error",
        "两个人改了同一格",
        "{row}的“{column}”一处是“{was}”（{there}），一处是“{now}”（{here}），两个都没有丢。请商定用哪一个，填进“{name}”。",
    ),
    "ledger-copy": FindingText(
        "warning",
        "旁边有核定台账的副本",
        "“{copy}”是“{name}”的副本或冲突文件，和它有 {count} 处填得不一样，逐格列在下面；只采用“{name}”。"
        f"核对、补填以后，请把副本移走或删除。{_OWN}",
    ),
    "ledger-copy-same": FindingText(
        "info", "旁边有核定台账的副本", "“{copy}”是“{name}”的副本，程序的各栏里没有多填的，可以移走或删除。" + _OWN
    ),
    "ledger-copy-sheets": FindingText(
        "warning",
        "副本里有自己加的工作表",
        "副本“{copy}”里有“{name}”没有的工作表：{sheets}。还要用的，请先移到“{name}”里。",
    ),
    "ledger-copy-unreadable": FindingText(
        "warning",
        "核定台账的副本读不了",
        "“{copy}”像是核定台账的副本，但读不了（{reason}），没有比对。请打开看看里面有没有别人填的内容，再移走或删除。",
    ),
    "ledger-copy-input": FindingText(
        "warning",
        "只填在副本里",
        "{row}的“{column}”在副本“{copy}”里是“{was}”，在“{name}”里是“{now}”。要用副本里的，请填进“{name}”。",
    ),
    "ledger-more-inputs": FindingText(
        "warning", "还有没有列出的", "“{copy}”和“{name}”还有 {count} 处不一样没有逐格列出，请打开两份对照。"
    ),
    "scoring-round-moved": FindingText(
        "warning",
        "改按新的一轮计分",
        "第{number}轮已有 {back} 个单位报送，“计分轮次”空着，从这时起按第{number}轮计分；"
        "报过第{old}轮的 {before} 个单位里，还有 {waited} 个没有报第{number}轮。第{old}轮的结果是：{result}。"
        "仍按第{old}轮的，在“设置”的“计分轮次”里填 {old}，等报齐了再清空；就按第{number}轮的，填 {number}，不再提示。",
    ),
    "versions-damaged": FindingText(
        "warning",
        "以前版本的留底损坏了",
        "以前版本的留底（核定台账等）读不了，已改名为“{name}”留着，没有删除，新的留底重新开始。"
        "需要找回以前台账的，可以请懂 SQLite 的人从中导出；不需要的，把它删除，就不再提示。",
    ),
    "lock-stale": FindingText(
        "info",
        "上次运行没有正常结束",
        "上次运行（{who}，{since}）没有正常结束，它留下的占用标记已清除；写了一半的会由这次运行补完。",
    ),
    "verify-return-changed": FindingText(
        "warning",
        "回收的文件变了",
        "“{name}”和上次读的不一样了（单位重新报送，或有人改过）；请运行 weibao collect 重新读一遍，必要时向单位核实。",
    ),
    "verify-return-unreadable": FindingText("warning", "回收的文件读不出来", _UNREADABLE),
    "verify-return-missing": FindingText(
        "warning",
        "回收的文件不见了",
        "“{name}”上次读过，现在不在了；移走或改名的请放回，单位撤回的不用管，再运行 weibao collect。",
    ),
    "verify-return-new": FindingText("info", "还没有读过的回收文件", "“{name}”还没有读过；请运行 weibao collect。"),
    "verify-return-astray": FindingText(
        "warning",
        "放在不读的地方",
        "“{name}”不在任何一轮的文件夹里（或那一轮还没有下发），程序不会去读；"
        "请移到“回收/第N轮”里，再运行 weibao collect。",
    ),
    "verify-other-new": FindingText(
        "info",
        "没有记录的工作簿",
        "“{name}”不在程序写过、读过的文件里。是单位报送的清单，请移到“回收/第N轮”；是核定台账的副本，核对以后移走或删除；"
        "自己用的不用管。",
    ),
    "verify-other-restored": FindingText("info", "找回的一份", _RESTORED),
    "verify-output-restored": FindingText("info", "找回的一份", _RESTORED),
    "verify-output-changed": FindingText(
        "info",
        "程序写的文件被改动过",
        "“{name}”和程序写出时不一样，有人改过；程序不会覆盖它。改动不是有意的，可用 weibao restore 找回原来的。",
    ),
    "verify-output-changed-remade": FindingText(
        "info",
        "程序写的文件被改动过",
        "“{name}”和程序上次写出的不一样（有人改过，或是找回的旧的一份）；下次全部重算时会重做，现在这份留底"
        "（可用 weibao restore 找回）。要留着它，请另存为别的名字。",
    ),
    "verify-output-changed-older": FindingText(
        "info",
        "草稿是以前的一份",
        "“{name}”是程序以前写的一份（找回的），没有人改过；下次全部重算时照现在的情况重写。要留着它，请另存为别的名字。",
    ),
    "verify-output-unreadable": FindingText("warning", "程序写的文件读不出来", _UNREADABLE),
    "verify-output-missing": FindingText(
        "info",
        "程序写的文件不见了",
        "“{name}”被移走、改名或删除了；不是有意的，可用 weibao restore 找回，草稿也可以重新生成。",
    ),
    "verify-output-new": FindingText("info", "不是程序写的文件", "“{name}”不在程序写过的文件里，没有记录可以核对。"),
    "verify-ledger-changed": FindingText(
        "info", "核定台账有新的填写", "“{name}”上次运行以后保存过；下次运行时读入，改了哪些见 weibao history。"
    ),
    "verify-ledger-unreadable": FindingText("warning", "核定台账读不出来", _UNREADABLE),
    "verify-ledger-missing": FindingText(
        "error",
        "核定台账不见了",
        "找不到“{name}”。请放回原处；找不到的，用 weibao restore --file {name} 找回最近一次的留底。",
    ),
    "verify-evidence-changed": FindingText(
        "warning",
        "佐证文件变了",
        "“{name}”和登记的不一样{note}；请核实是谁换的、该用哪一份，再运行 weibao evidence index 重新登记。",
    ),
    "verify-evidence-retaken": FindingText(
        "warning",
        "佐证文件换过，又重新登记了",
        "“{name}”和上次重算时的不一样{note}；请核实是谁换的、该用哪一份。"
        "核实无误的，再运行一次 weibao regenerate，就以现在的为准。",
    ),
    "verify-evidence-earlier": FindingText(
        "info",
        "以前换过的佐证文件",
        "上次重算以前，另有 {count} 份佐证文件在登记以后换过或不见了（如“{example}”），重算时已以当时的为准；"
        "哪一天由谁登记的，见 weibao history --run 编号。",
    ),
    "verify-evidence-unread": FindingText(
        "info", "没有读取的佐证文件", "“{name}”没有读取（有密级标志、是链接，或打不开），没有哈希可以核对。"
    ),
    "verify-evidence-unreadable": FindingText("warning", "佐证文件读不出来", _UNREADABLE),
    "verify-evidence-missing": FindingText(
        "warning", "佐证文件不见了", "“{name}”登记过，现在不在了{note}；移走、改名的请放回，或改正清单里的存放位置。"
    ),
    "verify-evidence-new": FindingText(
        "info", "还没有核查过的佐证文件", "“{name}”还没有登记；请运行 weibao evidence index。"
    ),
}
