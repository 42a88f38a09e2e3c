"""The words that users read in findings and hints, in one place so that one person can edit them.

A message says what stands there, what was expected and what to do. `{fields}` are filled by the caller.
"""

from __future__ import annotations

from weibao.texts_annual import ANNUAL_FINDINGS
from weibao.texts_attacks import ATTACK_FINDINGS
from weibao.texts_compile import COMPILE_FINDINGS
from weibao.texts_counts import COUNT_FINDINGS
from weibao.texts_evidence import EVIDENCE_FINDINGS
from weibao.texts_history import HISTORY_FINDINGS
from weibao.texts_intake import INTAKE_FINDINGS
from weibao.texts_ledger import LEDGER_FINDINGS
from weibao.texts_meetings import MEETING_FINDINGS
from weibao.texts_members import MEMBER_FINDINGS
from weibao.texts_office import OFFICE_FINDINGS, FindingText
from weibao.texts_papers import PAPER_FINDINGS
from weibao.texts_register import REGISTER_FINDINGS
from weibao.texts_returns import RETURN_FINDINGS
from weibao.texts_rounds import ROUND_FINDINGS
from weibao.texts_tasks import TASK_FINDINGS
from weibao.texts_work import WORK_FINDINGS

__all__ = ["FINDINGS", "FindingText"]

FINDINGS: dict[str, FindingText] = {
    # --- a row of 指标清单 (the truth table) -------------------------------------------------
    "level-unreadable": FindingText(
        "error",
        "完成情况无法识别",
        "完成情况填的是“{found}”，应为达标、部分达标或未达标，请改填后重新报送；此行暂按未评处理。",
    ),
    "score-unreadable": FindingText(
        "error",
        "自评得分无法识别",
        "自评得分填的是“{found}”，应为数字（最高 {full} 分，每档 {step} 分），请改填后重新报送；此行暂按未评处理。",
    ),
    "score-off-step": FindingText(
        "error",
        "自评得分不在分档上",
        "自评得分填的是 {found}，只能填 0 至 {full}、每档 {step} 分，请改填后重新报送；此行暂按未评处理。",
    ),
    "score-contradicts-level": FindingText(
        "error",
        "自评得分与完成情况不一致",
        "完成情况为“{level}”，自评得分却是 {found}（满分 {full}），请核对后改其中一项；此行暂按未评处理。",
    ),
    "score-missing": FindingText(
        "error",
        "部分达标未填得分",
        "完成情况为“部分达标”，应填自评得分（大于 0、小于 {full}，每档 {step} 分）；此行暂按未评处理。",
    ),
    "partial-impossible": FindingText(
        "error",
        "此项没有部分达标",
        "此项满分 {full} 分，只有一档，不能填“部分达标”，请改填达标或未达标；此行暂按未评处理。",
    ),
    "row-duplicate": FindingText(
        "error",
        "同一指标填了两行",
        "指标 {number} 出现多行且填写不一致，请只留一行后重新报送；此行暂按未评处理。",
    ),
    "level-inferred": FindingText(
        "info", "由得分推定完成情况", "未选完成情况，按自评得分 {found} 推定为“{level}”，请确认。"
    ),
    "score-inferred": FindingText("info", "由完成情况推定得分", "部分达标只可能是 {found} 分，已按此计，请确认。"),
    "score-not-claimable": FindingText(
        "warning", "配合单位不填得分", "本单位在此项是配合单位，自评得分“{found}”不计，请删去，只填完成情况和工作情况。"
    ),
    # --- a returned file: can it be read, whose is it, which of several counts ---------------
    "file-unreadable": FindingText(
        "error",
        "文件读不出来",
        "{reason}。文件没有计入；请单位用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后重新报送。",
    ),
    "file-outside-round": FindingText(
        "warning",
        "文件不在轮次文件夹里",
        "文件放在“回收”下面，却不在任何一轮的文件夹里（轮次见“轮次”表），因此没有读取；请移到“{folder}”里。",
    ),
    "file-not-read": FindingText(
        "info",
        "扫描件或文档不读取",
        "这不是清单工作簿，程序不读取其中的内容；请确认该单位填好的 .xlsx 清单也已放进来。",
    ),
    "file-other-name": FindingText(
        "warning",
        "文件名像是别的单位",
        "文件名里写的是“{named}”，清单里的单位却是“{unit_name}”，现按清单里的单位计入；请核对是否拿错了清单。",
    ),
    "identity-conflict": FindingText(
        "error",
        "不能确定是谁的清单",
        "{reason}。文件已放在一边，没有计入，任何单位已有的数据都没有动；"
        "请单位在下发给本单位的本轮清单上填写后重新报送。",
    ),
    "check-conflict": FindingText(
        "error", "不能确定是谁的清单", "{reason}。请单位在下发给本单位的本轮清单上填写后重新报送。"
    ),
    "check-ledger": FindingText("error", "不是单位清单", "{reason}。"),
    "check-other-rules": FindingText(
        "error",
        "和这里用的规则库对不上",
        "{reason}。这份文件不在创建文件夹里，是按程序自带的规则库（{title}）检查的；清单是别的创建工作下发的，"
        "请加“--campaign 创建文件夹”再查一次。",
    ),
    "check-rules-differ": FindingText(
        "info",
        "不是按这里用的规则库下发的",
        "清单和程序自带的规则库（{title}）不完全一样，标准、分值可能不同；"
        "知道是哪个创建文件夹下发的，请加“--campaign 创建文件夹”再查一次。",
    ),
    "meta-missing": FindingText(
        "warning",
        "隐藏信息表缺失",
        "清单里的隐藏表“_meta”不见了（可能是把内容复制到了新工作簿），现按“填报说明”里的单位和轮次计入，请核对。",
    ),
    "layout-differs": FindingText(
        "warning",
        "清单版式不是本版",
        "清单的版式号是 {found}，本程序用的是 {expected}，已按列名读取；请核对读到的内容是否完整。",
    ),
    "rulebook-changed": FindingText(
        "warning",
        "下发后规则有改动",
        "清单下发之后规则库改过，标准或分值可能和单位看到的不同，请核对后决定是否重新下发。",
    ),
    "return-copy": FindingText("info", "同一份文件交了几遍", "“{files}”的内容一模一样，只算一份，按“{used}”计。"),
    "return-untouched": FindingText(
        "warning", "清单原样交回", "交回的文件和下发时一模一样，什么也没有填，已计为报送；请提醒单位填好后重新报送。"
    ),
    "return-choose": FindingText(
        "error",
        "同一单位有几份不同的清单",
        "{round}收到内容不同的几份：“{files}”，暂时都不计入。请问清楚以哪份为准，在“回收情况”的“采用文件”里填上文件名。",
    ),
    "return-put-aside": FindingText(
        "error",
        "只剩以前换下的清单",
        "{round}现有的“{files}”以前换下过，接替它的不见了，暂不计入。请把后来的那份放回来或请单位重报；"
        "就用它的，在“回收情况”的“采用文件”里填上文件名。",
    ),
    "return-waiting": FindingText(
        "warning",
        "又来了一份不同的清单",
        "现在计入的是“{used}”，后来又收到“{files}”，内容不同，暂不计入。是退回以后改好交来的，在“回收情况”的“退回”里选“退回”"
        "（以前退回过的改选“第2次退回”，或改成和上次不同的字）；只想换用新的，在“采用文件”里填上它的文件名；"
        "不换的，把“{used}”填进去即可消除提醒。",
    ),
    "return-replaced": FindingText(
        "info", "退回后已换成新清单", "已按退回后重新报送的“{used}”计入，原来的“{files}”保留在文件夹里，不再计入。"
    ),
    "return-gone": FindingText(
        "warning",
        "原来计入的文件不见了",
        "上次计入的是“{gone}”，现在文件夹里没有这份内容了，改按“{used}”计入；如果是误删或误覆盖，请恢复后重新汇总。",
    ),
    "return-lost": FindingText(
        "warning",
        "原来计入的文件不见了",
        "上次计入的是“{gone}”，现在文件夹里没有这份文件，也没有别的可用，按未报送处理；如果是误删，请恢复。",
    ),
    "chosen-missing": FindingText(
        "error",
        "采用的文件找不到",
        "“采用文件”填的是“{chosen}”，在本单位本轮可用的文件里没有找到唯一的一份（现有：{files}）。请照抄“计入的文件”“其他文件”里的写法。",
    ),
    # --- a returned workbook: sheets, rows and cells ---------------------------------------------
    "sheet-missing": FindingText(
        "error", "缺工作表", "工作簿里找不到“{sheet_name}”表，这部分按没有填处理；请在下发的清单上填写，不要删表。"
    ),
    "sheet-renamed": FindingText(
        "info", "工作表改过名", "按列名认出“{found}”就是“{sheet_name}”表，已照常读取；请不要改表名。"
    ),
    "header-missing": FindingText(
        "error",
        "表头认不出来",
        "“{sheet_name}”表里找不到原来的表头（{headers}），这张表没有读取；请恢复表头或在下发的清单上重新填写。",
    ),
    "column-missing": FindingText(
        "error", "缺一列", "表头（第 {row} 行）里没有“{header}”这一列，按没有填处理；请恢复列名后重新报送。"
    ),
    "row-missing": FindingText(
        "error", "少了几行", "表里缺 {count} 行：{missing}，这几项按没有填处理；请在下发的清单上补填，不要删行。"
    ),
    "row-foreign": FindingText(
        "warning",
        "不是本单位的指标",
        "这一行是 {found}，本单位没有这项任务，所填内容没有计入；如果编号写错了，请改正。",
    ),
    "row-without-code": FindingText(
        "error",
        "这一行没有可用的编号",
        "第 {row} 行填了内容，编号却是“{found}”，不知道填的是哪一项，没有计入；请填在原来的行里，或补上编号。",
    ),
    "more-of-the-same": FindingText(
        "error", "同样的问题还有很多", "这张表里“{title}”还有 {count} 处，没有一一列出；请先改正列出的，再检查整张表。"
    ),
    "rows-hidden": FindingText(
        "info", "有隐藏的行", "有 {count} 行被隐藏或筛选掉了（第 {rows} 行），里面填的内容已照常读取，请核对。"
    ),
    "cells-merged": FindingText(
        "warning",
        "填写的格子被合并",
        "{area} 被合并成一格，只有左上角的内容读得到，其余的格子按没有填处理；请取消合并，逐行填写。",
    ),
    "comment-left": FindingText("info", "单位写了批注", "批注写的是“{text}”。批注不参与计分，请看一下是否需要处理。"),
    "value-interpreted": FindingText("info", "已按意思读取", "“{field}”填的是“{found}”，已按“{read}”读取，请核对。"),
    "cell-error": FindingText(
        "error", "格子里是错误值", "“{field}”显示的是错误值 {found}，读不到内容；请直接填写后重新报送。"
    ),
    "formula-in-input": FindingText(
        "warning",
        "填写的格子里是公式",
        "“{field}”里是公式，已按它保存的结果“{found}”读取；请单位核对，并改成直接填写。",
    ),
    "formula-no-value": FindingText(
        "error",
        "公式没有结果",
        "“{field}”里是公式，而且文件里没有保存它的结果，读不到内容；请用 Excel 或 WPS 打开保存，或直接填写后重新报送。",
    ),
    "date-unreadable": FindingText(
        "error",
        "日期无法识别",
        "“{field}”填的是“{found}”，{why}，按没有填处理；请写成 2023-9-30 这样的完整日期。",
    ),
    "indicator-unreadable": FindingText(
        "error",
        "指标编号无法识别",
        "“{field}”填的是“{found}”，不是可用的指标编号，这份材料没有计到任何指标；请一行填一个编号，如 I01。",
    ),
    "type-unreadable": FindingText(
        "warning", "材料类型无法识别", "“{field}”填的是“{found}”，不在下拉表里，按没有填处理；请从下拉表中选。"
    ),
    "happened-unreadable": FindingText(
        "error", "有无发生无法识别", "“{field}”填的是“{found}”，应选“无”或“有”，按未作答处理；请改填后重新报送。"
    ),
    "evidence-no-indicator": FindingText(
        "error", "材料没有指标编号", "材料“{title}”没有填指标编号，没有计到任何指标；请补填。"
    ),
    "evidence-no-title": FindingText("error", "材料没有名称", "这一行填了内容却没有材料名称，没有计入材料数；请补填。"),
    "veto-contradicts": FindingText(
        "error", "同一负面事项两种回答", "同一事项在第 {rows} 行的回答不同，按未作答处理；请只留一行后重新报送。"
    ),
    # --- a row of 佐证材料 ----------------------------------------------------------------------
    "evidence-foreign": FindingText(
        "warning",
        "材料不属于本单位的指标",
        "材料“{title}”填的指标编号是“{found}”，不在本单位的指标清单内，未计入，请核对指标编号。",
    ),
    "evidence-date-missing": FindingText(
        "warning", "材料未填成文日期", "材料“{title}”没有成文日期，请补填，格式如 2024-01-31。"
    ),
    "evidence-date-future": FindingText(
        "warning", "材料日期在今天之后", "材料“{title}”的成文日期是 {found}，晚于 {as_of}，请核对。"
    ),
    "evidence-doc-no-form": FindingText(
        "warning",
        "文号写法不规范",
        "材料“{title}”的文号填的是“{found}”，应写作机关代字〔年份〕序号，年份用六角括号，如“×政发〔2024〕5号”。",
    ),
    "evidence-doc-no-missing": FindingText(
        "info", "材料未填文号", "材料“{title}”属于“{type}”，一般有文号，请补填；确实没有的，在备注中说明。"
    ),
    "evidence-outside-window": FindingText(
        "info",
        "材料不在创建期内",
        "材料“{title}”的成文日期是 {found}，不在 {start} 至 {end} 之间；现行有效的可以保留，请在备注中说明。",
    ),
    # --- a row of 负面清单 and its ruling -----------------------------------------------------
    "veto-choice-missing": FindingText(
        "warning",
        "负面清单未选有无",
        "{veto} 填了发生日期或情况说明，却没有选有无发生，请选“有”或“无”；现按未作答处理。",
    ),
    "veto-date-missing": FindingText(
        "error",
        "负面清单未填发生日期",
        "{veto} 有无发生选了“有”，没有发生日期，无法判断是否在影响期内，请补填；认定之前不计入，推荐意见也不能定。",
    ),
    "veto-date-future": FindingText(
        "warning", "发生日期在今天之后", "{veto} 的发生日期是 {found}，晚于 {as_of}，请核对。"
    ),
    "veto-date-unexpected": FindingText(
        "warning", "负面清单选无却有日期", "{veto} 有无发生选了“无”，却填了发生日期 {found}，请核对；现按“无”处理。"
    ),
    "ruling-conflict": FindingText(
        "warning",
        "同一事项两种认定",
        "负面清单认定中 {veto}（{found}）有两行且认定不同，请只留一行；现按待查处理。",
    ),
    # --- a document that is not written -------------------------------------------------------
    "document-private": FindingText(
        "error",
        "文书含个人信息，没有生成",
        "“{name}”没有生成：{part}“{place}”处有{what}；请在来源的表格{source}里删去或改写后再生成。",
    ),
    "document-doubtful": FindingText(
        "warning",
        "文书里可能有儿童姓名",
        "“{name}”里“{place}”处像是儿童姓名（这里用*号代替），程序拿不准，照常起草了；"
        "请核对，是姓名的请在来源的表格里删去或改写，不是的不用管。",
    ),
    **INTAKE_FINDINGS,
    **ATTACK_FINDINGS,
    **COMPILE_FINDINGS,
    **COUNT_FINDINGS,
    **EVIDENCE_FINDINGS,
    **OFFICE_FINDINGS,
    **LEDGER_FINDINGS,
    **MEETING_FINDINGS,
    **MEMBER_FINDINGS,
    **TASK_FINDINGS,
    **WORK_FINDINGS,
    **PAPER_FINDINGS,
    **REGISTER_FINDINGS,
    **RETURN_FINDINGS,
    **ROUND_FINDINGS,
    **ANNUAL_FINDINGS,
    **HISTORY_FINDINGS,
}
