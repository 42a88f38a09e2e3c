"""Texts of findings on returned files: formats, archives, folders, and what was interpreted in a workbook."""

from __future__ import annotations

from typing import Final

from weibao.texts_office import FindingText

# Words of reasons that lie in the machine and not in the file.
BARRED: Final = "打不开，可能正在别的程序里打开，或没有读取权限"
TROUBLED: Final = "文件读不出来（"

# What is wrong with a date, by `sheets.day_faults`.
DAY_FAULTS: Final = {
    "years": "年份不在 {first} 年至 {last} 年之间",
    "no-such-day": "日历上没有这一天",
    "short-year": "年份没有写全四位",
    "no-day": "没有写是哪一日",
    "no-month": "没有写是哪月哪日",
    "no-year": "没有写是哪一年",
    "unclear": "看不出是哪年哪月哪日",
}

INTAKE_FINDINGS: dict[str, FindingText] = {
    # --- formats and archives ------------------------------------------------------------------
    "file-format": FindingText("error", "不是能读的清单", "{what}，不能读取，内容没有计入。{remedy}。"),
    "format-plain": FindingText(
        "info",
        "不是 .xlsx 格式",
        "清单另存成了 .xls 或 .ods，内容已照常读取；这两种格式里看不出公式、隐藏的行列和批注，"
        "合并的格子也不一定看得出，请核对。",
    ),
    "archive-unreadable": FindingText(
        "error", "压缩包读不出来", "{reason}。里面的清单没有计入；请重新压缩或解压后放入。"
    ),
    "archive-member": FindingText("error", "压缩包里的文件没有读取", "{reason}。这个文件没有计入。"),
    "archive-rest": FindingText(
        "info",
        "压缩包里还有别的文件",
        "压缩包里另有 {count} 个文件不是清单（{kinds}），没有读取；"
        "是佐证材料的，请解压后放进“佐证材料”里该单位的文件夹。",
    ),
    "archive-empty": FindingText(
        "warning", "压缩包里没有清单", "压缩包里没有一份清单工作簿，请核对单位是不是漏发了清单。"
    ),
    # --- files and folders below 回收 -------------------------------------------------------------
    "file-in-use": FindingText(
        "info", "文件正打开着", "有人正在 Excel 或 WPS 里打开这个文件，读到的是上次保存的内容；请关闭后再汇总一次。"
    ),
    "file-partial": FindingText(
        "warning", "文件没有下载完", "这是没有下载完的临时文件，没有读取；请等下载完成或重新下载。"
    ),
    "file-linked": FindingText(
        "warning", "快捷方式或链接不读取", "这是指向别处的快捷方式或链接，没有读取；请把文件本身放进来。"
    ),
    "file-special": FindingText(
        "warning", "不是普通文件", "这是管道、设备之类的特殊文件，不是文件本身，没有读取；请把文件本身放进来。"
    ),
    "folder-unreadable": FindingText(
        "error",
        "文件夹打不开",
        "这个文件夹打不开（{reason}），里面的文件都没有读取，也没有计入；请检查权限或网络连接，再汇总一次。",
    ),
    "file-not-hashed": FindingText(
        "warning",
        "文件读不出来，没有核对",
        "“{name}”现在读不出来（{reason}），历史记录里仍是上次的样子；"
        "请看看文件还在不在、能不能打开、有没有权限，再汇总一次。",
    ),
    "file-not-hashed-new": FindingText(
        "warning",
        "文件读不出来，没有核对",
        "“{name}”读不出来（{reason}），没有记进历史记录；请看看文件还在不在、能不能打开、有没有权限，再汇总一次。",
    ),
    "file-day-unknown": FindingText(
        "warning",
        "文件的日期不对",
        "文件的修改日期不是日历上有的日子，报送日期没有记下，不影响计分；请核对是哪天报来的。",
    ),
    "files-left": FindingText(
        "info", "临时文件和系统文件不读取", "文件夹里有 {count} 个临时文件、隐藏文件或系统文件（{names}），没有读取。"
    ),
    "folder-not-read": FindingText(
        "info",
        "文件夹里的材料不读取",
        "这个文件夹里有 {count} 个文件不是清单（{kinds}），没有读取；是佐证材料的，请移到“佐证材料”里该单位的文件夹。",
    ),
    "file-no-checklist": FindingText(
        "warning",
        "不是下发的清单",
        "这个工作簿里没有清单的任何一张表，应当是别的材料，没有计入；是佐证材料的，请移到“佐证材料”里该单位的文件夹。",
    ),
    "round-unread": FindingText(
        "warning",
        "别的轮次有变动",
        "“{folder}”里有 {count} 个文件，最近一次汇总第{other}轮之后有过增减或改动（或者从来没有汇总过），"
        "本次只汇总第{number}轮，没有读取；放错了轮次的请移过来，"
        "确实要重新汇总第{other}轮的，在“设置”的“计分轮次”里填 {other}。",
    ),
    "round-not-scored": FindingText(
        "warning",
        "这一轮还没有可用的清单",
        "“{folder}”里有 {count} 个文件，但没有一份能确认是第{other}轮的清单，仍按第{number}轮计分；"
        "请核对文件放得对不对、第{other}轮是不是已经下发。",
    ),
    "return-same": FindingText(
        "info", "几份清单填的内容相同", "“{files}”文件不同、填的内容相同（另存过），只算一份，按“{used}”计。"
    ),
    "return-conflict-copy": FindingText(
        "warning",
        "像是同步冲突或另存的副本",
        "从文件名看，“{files}”是网盘同步冲突、重复下载或另存产生的副本，内容却不同；请核对哪一份是单位要报的，把另一份移走。",
    ),
    "return-not-marked": FindingText(
        "warning",
        "副本没有标注",
        "{reason}，没有生成标注好的副本；"
        "退回修改意见里已逐条列出，并请单位在原来下发的 .xlsx 工作簿上改，请把那份一并发去。",
    ),
    "round-migrated": FindingText(
        "warning",
        "填在了以前轮次的清单上",
        "这份清单是第{old}轮下发的，放在第{number}轮里，已按第{number}轮计入；"
        "第{number}轮新加的督办事项、意见和核定得分单位没有看到，请核对是否需要在第{number}轮的清单上补填。",
    ),
    # --- sheets --------------------------------------------------------------------------------
    "sheet-copy-used": FindingText(
        "warning", "填在了复制的表上", "“{sheet_name}”表是空的，内容填在“{found}”表里，已按“{found}”读取，请核对。"
    ),
    "sheet-copy-same": FindingText(
        "info", "同一张表有两份", "“{found}”和“{sheet_name}”表填的内容相同，按“{sheet_name}”读取。"
    ),
    "sheet-copy-differs": FindingText(
        "error",
        "同一张表有两份，内容不同",
        "“{found}”是“{sheet_name}”表的另一份，内容不同（{rows}）。得分和打印都按“{sheet_name}”表，所以按它计入，"
        "“{found}”没有计入；请单位删去不要的一份后重新报送。",
    ),
    "sheet-several": FindingText(
        "error",
        "分不清哪张表是清单",
        "“{names}”都像是“{sheet_name}”表，内容不同，不知道以哪张为准，都按没有填处理；请只留一张，改回原来的表名后重新报送。",
    ),
    "sheet-other-unit": FindingText(
        "warning",
        "表像是别的单位的",
        "这张表的标题写的是“{found}”，清单却是“{own}”的，可能整张表是从别的单位复制来的；现按“{own}”计入，请核对。",
    ),
    "sheet-by-codes": FindingText(
        "warning",
        "表头改写过",
        "“{found}”的表头（第 {row} 行）改写或翻译过，按各行的编号和列的位置认出是“{sheet_name}”表，"
        "已照此读取，请逐列核对。",
    ),
    "sheet-hidden": FindingText("info", "表被隐藏", "“{sheet_name}”表被隐藏了，里面填的内容已照常读取，请核对。"),
    "sheet-extra": FindingText(
        "info", "多出来的工作表", "工作簿里多了“{names}”{more}，不是清单的表，没有读取；需要报的内容请填进清单的表里。"
    ),
    "column-alias": FindingText("info", "列名改过", "“{found}”这一列按“{header}”读取，请核对。"),
    "column-extra": FindingText(
        "warning",
        "多出一列",
        "“{header}”不是清单的列，这一列没有读取；改过列名的请恢复，需要报的内容请填进清单的列里。",
    ),
    "columns-hidden": FindingText("info", "有隐藏的列", "“{names}”列被隐藏了，里面填的内容已照常读取，请核对。"),
    "note-left": FindingText(
        "info", "表格外面写了字", "表格外面写着“{text}”，不参与计分；请看一下是否需要处理，需要报的请填进表格里。"
    ),
    "textbox-left": FindingText(
        "info", "单位加了文本框或图片", "表上有文本框或图片：“{text}”，不参与计分；请看一下是否需要处理。"
    ),
    # --- 量化情况 -------------------------------------------------------------------------------
    "count-unreadable": FindingText(
        "error",
        "所填的数无法识别",
        "{count}“{title}”的“{field}”填的是“{found}”，应填一个数（最多 9 位，只填数字，不带单位和说明，也不填百分比），"
        "请改填后重新报送；这一项暂按没有填处理。",
    ),
    "count-answer-unreadable": FindingText(
        "error",
        "是或否无法识别",
        "{count}“{title}”填的是“{found}”，应选“是”或“否”，请改填后重新报送；这一项暂按没有填处理。",
    ),
    "count-contradicts": FindingText(
        "error",
        "同一项填了两行，数不相同",
        "{count}“{title}”填在两行（第 {rows} 行），数不相同，不知道以哪一行为准，"
        "按没有填处理；请留一行，改正后重新报送。",
    ),
    "count-total-unasked": FindingText(
        "info",
        "不用填的总数",
        "{count}“{title}”不用填总数，“{field}”填的“{found}”没有采用；要说明的请写在“说明”里。",
    ),
    # --- an older version of the rulebook ---------------------------------------------------------
    "row-renumbered": FindingText(
        "warning",
        "指标换过编号",
        "这一行是“{title}”，下发时编号是 {found}，现在是 {now}，已按 {now} 计入，请核对。",
    ),
    "row-not-migrated": FindingText(
        "error",
        "指标已经改动，没有转过来",
        "这一行是“{title}”（{found}），现在的规则库里本单位没有这一项，所填内容没有计入；请单位在新清单上填写。",
    ),
    "score-migrated": FindingText(
        "warning",
        "分值改过，已换算",
        "这一项下发时满分 {then} 分、自评 {found} 分，现在满分 {now} 分，已按满分计，请核对。",
    ),
    "score-not-migrated": FindingText(
        "error",
        "分值改过，没有换算",
        "这一项下发时满分 {then} 分、自评 {found} 分，现在满分 {now} 分，没有办法换算；"
        "此行暂按未评处理，请单位在新清单上填写。",
    ),
}
