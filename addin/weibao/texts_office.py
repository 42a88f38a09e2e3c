"""The words of findings about the office's own files: 核定台账 and drafted documents. Part of `weibao.texts`."""

from __future__ import annotations

from typing import NamedTuple


class FindingText(NamedTuple):
    """Severity (error, warning, info), a short heading and the message of one finding code."""

    severity: str
    title: str
    message: str


OFFICE_FINDINGS: dict[str, FindingText] = {
    # --- 核定, 督办 and 设置 in 核定台账 -------------------------------------------------------
    "verified-out-of-range": FindingText(
        "error", "核定得分超出范围", "{number} 的核定得分是 {found}，应在 0 至 {full} 之间，请改正；现不采用。"
    ),
    "verified-round-missing": FindingText(
        "info",
        "核定未写轮次",
        "{number} 的核定没有写轮次，由核定日期也推不出轮次，以后各轮报送有变化时无法提示复核，请补填核定轮次。",
    ),
    "closure-unknown": FindingText(
        "warning", "督办编号无法识别", "督办编号“{item}”找不到对应的单位和事项，请核对编号。"
    ),
    "supervision-beyond-calendar": FindingText(
        "warning",
        "督办时限超出节假日安排",
        "自 {opened} 起{limit}的期限超出已公布的节假日安排，到期日无法计算；请在“节假日”表中补填当年的放假和调休日期。",
    ),
    # --- reading and updating 核定台账 ------------------------------------------------------------
    "ledger-sheet-missing": FindingText(
        "error",
        "核定台账缺少工作表",
        "核定台账里找不到工作表“{name}”或它的表头，其中填写的内容没有采用；请把表名和表头改回原样，或从备份恢复。",
    ),
    "ledger-column-missing": FindingText(
        "error",
        "核定台账缺少栏目",
        "“{name}”里找不到表头为“{column}”的一栏，这一栏填写的内容没有采用；请把表头改回“{column}”。",
    ),
    "ledger-assessor-missing": FindingText(
        "error",
        "核定台账缺少上级的一栏",
        "“设置”的“上级评估机关”里有“{column}”，“{name}”里没有一栏的表头叫这个名称，它给的得分没有采用；"
        "请把填它给的分的那一栏的表头改成“{column}”，或者改正“设置”。",
    ),
    "assessor-renamed": FindingText(
        "warning",
        "上级的得分换了名称",
        "“{name}”里“{old}”一栏填的分，现在算作“{new}”给的：“设置”的“上级评估机关”把前者改成了后者，表头随之改。"
        "确实是另一个机关的，请清空这一栏。",
    ),
    "ledger-rows-missing": FindingText(
        "error", "核定台账缺少行", "“{name}”里找不到 {keys}，可能被删除或改了编号；请从备份恢复这些行。"
    ),
    "ledger-key-missing": FindingText(
        "warning",
        "填写的内容没有编号",
        "这一行填了内容，但“{column}”是空的，没有采用；请把内容移到有编号的行，或补上编号。",
    ),
    "ledger-number-missing": FindingText(
        "warning",
        "填写的内容没有编号",
        "这一行填了内容，但“{column}”是空的，没有采用；请在“{column}”填一个没有用过的编号，如 {free}。",
    ),
    "ledger-key-unknown": FindingText(
        "warning", "编号不认识", "编号“{found}”不认识，这一行填写的内容没有采用；请核对编号。"
    ),
    "ledger-key-duplicate": FindingText(
        "error", "同一编号有两行", "“{key}”不止一行，只认最上面的一行；请把内容并到一行，删去多余的行。"
    ),
    "ledger-unit-changed": FindingText(
        "error",
        "编号与单位对不上",
        "{key} 这一行写的单位是“{found}”，按现在的设置应是“{now}”，这一行没有采用；"
        "乡级单位名单只能在末尾增加，请恢复原来的次序，或改正本行。",
    ),
    "ledger-date-unreadable": FindingText(
        "error", "日期无法识别", "“{column}”填的是“{found}”，{why}，没有采用；请改成 2023-09-30 这样的日期。"
    ),
    "ledger-score-unreadable": FindingText(
        "error",
        "核定得分无法采用",
        "{number} 的“{column}”填的是“{found}”，应为 0 至 {full} 的数、每档 {step} 分；现不采用，请改正。",
    ),
    "verified-round-unreadable": FindingText(
        "warning", "核定轮次无法识别", "核定轮次填的是“{found}”，应为 1、2、3 这样的轮次号；现不采用。"
    ),
    "round-unreadable": FindingText(
        "error", "轮次号无法识别", "“轮次”一栏填的是“{found}”，应为 1、2、3 这样的轮次号；这一行没有采用。"
    ),
    "day-kind-unreadable": FindingText(
        "error", "节假日类型无法识别", "“类型”填的是“{found}”，应为放假或上班；这一天没有采用。"
    ),
    "ruling-veto-unknown": FindingText(
        "error", "负面清单编号不认识", "编号填的是“{found}”，应为 V1 至 {last} 之一；这一行没有采用。"
    ),
    "ruling-unreadable": FindingText(
        "error", "认定无法识别", "“认定”填的是“{found}”，应为是、否或待查；这一行没有采用。"
    ),
    "ruling-moved": FindingText(
        "warning",
        "单位报告的事项被改动",
        "{key} 这一行的编号或发生日期与代码不一致，按改后的内容另算一件，单位原来报告的一件仍在；"
        "要更正日期，请把原来的一件认定为“否”。",
    ),
    "ledger-rows-full": FindingText(
        "error",
        "核定台账空行用完",
        "“{name}”的空行已用完，还有 {count} 行没有登记（{keys}）；"
        "请在表末选中一行已有公式的空行，向下复制若干行后再运行。",
    ),
    "ledger-overwritten": FindingText(
        "warning",
        "公式被改成固定内容",
        "“{name}”里 {cells} 原是公式，现在是填写的内容：不会再随报送更新，程序算分、督办和总台账也不采用它。"
        "要改得分请填“核定得分”，要改期限请改“立项日期”或“时限”；要恢复公式，请从同一栏的其他行复制。",
    ),
    "ledger-open": FindingText(
        "warning",
        "核定台账正打开着",
        "“{name}”正在 Excel、WPS 或 LibreOffice 中打开，更新写到了旁边的“{beside}”，仅供查看；"
        "请保存并关闭原文件，再运行一次，不要在“{beside}”里填写。",
    ),
    "ledger-read-only": FindingText(
        "warning",
        "核定台账是只读文件",
        "“{name}”是只读文件，更新写到了旁边的“{beside}”，仅供查看；请在“{name}”上点右键，在“属性”里去掉“只读”"
        "（没有勾选的，请管理员给写入权限），再运行一次，不要在“{beside}”里填写。",
    ),
    "round-finished": FindingText(
        "info",
        "补登上次没有登记的轮次",
        "第{number}轮上次已经下发，但没有登记进核定台账，这次先把它补登、补齐，没有另开新的一轮；"
        "名称“{name}”和报送期限 {due} 以单位手里的清单为准，要改请在“轮次”里改。要开新的一轮，请再下发一次。",
    ),
    "round-due-changed": FindingText(
        "warning",
        "改了报送期限",
        "第{number}轮的报送期限由 {old} 改为 {new}，已写进核定台账的“轮次”；"
        "以前发出去的清单里仍是 {old}，请另行告知各单位。不是要改期限的，请在“轮次”里改回来。",
    ),
    "round-before-open": FindingText(
        "info",
        "上一轮没有报齐",
        "这次开的是新的一轮（第{number}轮）；第{last}轮还有 {count} 个单位没有报送或没有计入，"
        "迟交的清单仍放进“回收”里的“第{last}轮”。",
    ),
    "scoring-round-unknown": FindingText(
        "error",
        "计分轮次不存在",
        "“计分轮次”填的是 {number}，“轮次”表里只有第 {known} 轮；请改正或清空，现按有回收的最近一轮计分。",
    ),
    "setting-unknown": FindingText(
        "warning", "设置项不认识", "设置中的代码“{key}”不认识，已忽略；请核对代码，不要改动代码一列。"
    ),
    "setting-unreadable": FindingText(
        "error",
        "设置值无法识别",
        "设置“{title}”填的是“{found}”，可填：{allowed}；现按默认值“{default}”处理。",
    ),
    "setting-date-text": FindingText(
        "info", "设置里的日期是文字", "设置“{title}”填的“{found}”是文字，按 {day} 理解；请改成 {day}。"
    ),
    "setting-duplicate": FindingText("warning", "设置中名称重复", "设置“{title}”中“{found}”出现不止一次，只算一次。"),
    "setting-towns-unusable": FindingText(
        "error",
        "乡级单位名称不能用",
        '乡级单位名单中的“{found}”不能用：与部门重名，或者含有不能作文件夹名的字符（\\ / : * ? " < > |）；'
        "请改正，现按默认名单处理。",
    ),
    "setting-towns-odd": FindingText(
        "warning",
        "乡级单位名单里有不像镇、街道的名称",
        "设置“{title}”里的“{found}”不像镇、街道、乡、苏木的名称，却会各得一份清单。请核对是不是填错了行；"
        "确实是乡级单位的，不用管。",
    ),
    "setting-towns-differ": FindingText(
        "info",
        "乡级单位名单和规则库的不一样",
        "设置“{title}”和规则库里的乡级单位不一样：{said}。以“设置”为准，清单发给这里写的；"
        "规则库写得对的，请把这一格清空。",
    ),
    "setting-window-reversed": FindingText(
        "error", "起止日期颠倒", "佐证材料的起止日期是 {start} 至 {end}，起在止后，请改正；现按默认值处理。"
    ),
    # --- supervision -----------------------------------------------------------------------------
    "supervision-word": FindingText(
        "error", "督办的方式或提级无法识别", "{item} 的“{column}”填的是“{found}”，可填：{allowed}；这一格没有采用。"
    ),
    "extension-no-reason": FindingText(
        "warning", "延期没有写理由", "{item} 填了“延期至”，没有填“延期理由”；请按单位的书面申请补填。"
    ),
    "extension-early": FindingText(
        "warning",
        "延期早于原到期日",
        "{item} 的“延期至”是{extended}，早于原到期日{due}；现按“延期至”计，请核对。",
    ),
    "closure-no-evidence": FindingText(
        "warning",
        "销号没有佐证",
        "{item} 已办结，单位的整改反馈和“销号佐证”都没有材料；请核验后在“销号佐证”填材料名称，或清空“办结”。",
    ),
    "closure-same-person": FindingText(
        "warning", "自办自销", "{item} 的销号人与经办人都是{name}；销号应由经办人以外的人核验，请改正。"
    ),
    "closure-early": FindingText(
        "warning", "办结早于立项", "{item} 的“办结”是{closed}，早于立项日期{opened}，不算销号；请核对两个日期。"
    ),
    "listed-no-inspector": FindingText(
        "warning", "挂牌督办没有督查专员", "{item} 为挂牌督办，没有明确督查专员；请在“督办”表或设置中填写姓名。"
    ),
    # --- 文号登记 and 收文登记 ----------------------------------------------------------------------
    "register-number-unreadable": FindingText(
        "error",
        "文号无法识别",
        "文号填的是“{found}”，看不懂，没有计入编号；请写成“机关代字〔年份〕序号号”，年份用六角括号。",
    ),
    "register-number-read": FindingText(
        "info", "文号写法不规范", "文号“{found}”按“{number}”理解；请改成“{number}”，以后查找不会出错。"
    ),
    "register-number-twice": FindingText(
        "error", "同一文号有两行", "文号“{number}”在第 {row} 行已经有了，一个文号只能用一次；请核对后改正其中一行。"
    ),
    "register-state-unknown": FindingText(
        "warning", "文书状态无法识别", "状态填的是“{found}”，应为{known}之一；现按这一行已填的内容判断。"
    ),
    "register-half-signed": FindingText(
        "warning",
        "填了签发日期，没有填签发人",
        "填了签发日期 {found}，没有填签发人，先按“拟稿”算，草稿也不再改写。签发了的请补填签发人，"
        "没有签发的请清空签发日期。",
    ),
    "register-lacking": FindingText(
        "warning", "文号登记没有填全", "这份文书的状态是“{state}”，还没有填{what}，请补填。"
    ),
    "register-days-reversed": FindingText(
        "warning", "文书日期前后颠倒", "{column} {found} 早于前一步的 {before}，请核对。"
    ),
    "ledger-sheets-absent": FindingText(
        "info",
        "旧的台账少几张表",
        "这本核定台账是旧版本做的，没有{names}表，其他功能照常；要用这些表，请用 weibao new 另建一本，"
        "把其中的这几张表复制过来。",
    ),
    "incoming-urgency": FindingText(
        "warning", "紧急程度无法识别", "紧急程度填的是“{found}”，应为{known}，不急的空着；请改正。"
    ),
    # --- the life of a document -------------------------------------------------------------------
    "number-lost": FindingText(
        "warning",
        "编过的文号不在登记表里",
        "文号“{number}”编给过“{name}”，文号登记里现在没有这一行。请补登；不用了的，状态写作废，并在备注写明原因。",
    ),
    "number-changed": FindingText(
        "warning",
        "登记表改了文号",
        "“{name}”原来编的是“{number}”，文号登记里改成了“{now}”，以登记表为准；“{number}”不会再用，请另起一行登记为作废。"
        "文件里还是旧号的，请再编号一次。",
    ),
    "number-year": FindingText(
        "warning", "文号年份与成文日期不符", "文号“{number}”的年份与成文日期（{year}年）不一致，请核对。"
    ),
    "paper-file-missing": FindingText(
        "warning", "登记的文件不在", "“{title}”登记的文件“{name}”找不到，可能被移走或改名；请改正“文件”一栏。"
    ),
    "paper-file-unreadable": FindingText(
        "warning",
        "登记的文件打不开",
        "“{paper}”登记的文件“{name}”打不开（可能损坏或加了密码），它督办的事项没有计入；请换上完好的文件，"
        "或改正“文件”一栏。",
    ),
    "paper-edited": FindingText(
        "warning",
        "签发后又改过",
        "“{name}”签发以后又改动过，编号用的是现在的内容。有实质性改动的，请报原签发人复审。",
    ),
    "paper-item-unknown": FindingText(
        "warning",
        "督办编号不在督办表里",
        "文书里的督办事项“{item}”在“督办”表里找不到，立项日期没有登记；请先全部重算，再补填立项日期。",
    ),
    "control-gone": FindingText(
        "warning",
        "文书里没有填写的位置",
        "“{name}”里找不到填{what}的位置（原来的内容控件已被删除），请打开文件，手工填上“{value}”。",
    ),
    "limit-open": FindingText(
        "warning",
        "时限没有算出",
        "“{name}”里有 {count} 处时限超出已公布的节假日安排（只到{last}），日期先空着；"
        "请在核定台账的“节假日”表中补填以后年份的放假和调休日期，印发时自动填写。",
    ),
    "limit-unclear": FindingText(
        "warning",
        "时限没有写定",
        "“{name}”里的时限“{text}”看不出该填哪一个日期，保持原样；请在文件里写定日期，删去“暂算”“暂定”等字样。",
    ),
    "limit-recounted": FindingText(
        "warning",
        "时限改过",
        "“{name}”的时限原是{period}，现在写的是“{text}”，日期按现在的写法计算；督办表仍按原定时限计算到期日，"
        "要相应调整的，请填“延期至”和延期理由。",
    ),
    # --- drafted documents -----------------------------------------------------------------------
    "draft-frozen": FindingText(
        "info",
        "文书已签发，另有新稿",
        "“{name}”已经核稿签发，不再改动；情况有了变化，新起草的放在旁边“{new}”。要不要另发一份，请看过再定。",
    ),
    "draft-template": FindingText(
        "error",
        "模板不对，没有起草",
        "“{title}”有 {count} 份没有起草，已有的草稿没有动：{reason}其余的照常做完；"
        "改好以后（可先用 weibao templates check 查一遍）再运行一次。",
    ),
    "draft-content": FindingText("error", "文书没有生成", "{message}"),
    "preview-failed": FindingText("warning", "没有排成 PDF", "“{name}”没有排成 PDF（{reason}），Word 文件不受影响。"),
    "history-missing": FindingText(
        "warning",
        "历史记录不见了",
        "历史记录（{path}）不见了。有备份的请先恢复；没有的已从现有文件重建，报送日期按文件时间推断，请核对“回收情况”。",
    ),
    "draft-touched": FindingText(
        "warning",
        "草稿已人工修改",
        "草稿“{name}”已经人工修改，保留不动；所依据的情况有变化，按新情况另起草了“{new}”，请比对后取用。",
    ),
    "draft-obsolete": FindingText(
        "info",
        "草稿已不需要",
        "草稿“{name}”已经人工修改，保留不动；按目前的情况不需要再发这份文书，确实不发的，请自行移走或删除。",
    ),
    "draft-unneeded": FindingText(
        "info",
        "没有印发的文书已不需要",
        "“{name}”已经{state}，还没有印发，按目前的情况不需要再发，保留不动。确实不发的，请运行 "
        "weibao documents withdraw（写文件名和 --reason 原因），登记作废；仍要发的，照常印发。",
    ),
    "draft-open": FindingText(
        "warning", "草稿正被打开", "草稿“{name}”正在 Word、WPS 或 LibreOffice 中打开，没有更新；请关闭后重新生成。"
    ),
    "draft-read-only": FindingText(
        "warning",
        "草稿是只读文件",
        "草稿“{name}”是只读文件，没有动它；请在文件上点右键，在“属性”里去掉“只读”（没有勾选的，请管理员给写入权限），"
        "再重新生成。不想让程序再改它的，改名或移走即可。",
    ),
    "draft-blanks": FindingText(
        "info",
        "草稿中有待填的内容",
        "设置中的{names}还是空的，草稿中以“×”留出；请在核定台账“设置”表填写后重新生成。",
    ),
}
