"""Texts of findings on files that carry more than a checklist, or are built to do harm. Part of `weibao.texts`."""

from __future__ import annotations

from weibao.texts_office import FindingText

# True of files that count and of files that do not: what a file carries decides neither.
_KEPT = "清单的读取和计入不受此影响。"
_ASK = "请提醒单位用下发的清单重新填报；在电脑上打开这份文件时不要点“启用内容”。"

ATTACK_FINDINGS: dict[str, FindingText] = {
    "file-encrypted": FindingText(
        "error",
        "文件有密码",
        "{reason}，读不出来，没有计入；请单位取消打开密码后重新报送（信息—保护工作簿—用密码进行加密，清空密码再保存）。",
    ),
    "file-refused": FindingText(
        "error",
        "文件结构不正常，没有打开",
        "{reason}。文件没有计入；请先向单位核实来源，不要直接双击打开，再请单位用下发的清单填好重新报送。",
    ),
    "file-stopped": FindingText(
        "error",
        "程序没能读出这份文件",
        "{reason}，已经停下，不影响其他文件；文件暂时没有计入，还不能说是单位填错。请先在电脑上打开看看："
        "能正常打开的，再汇总一次；仍读不出来的，另存为“Excel 工作簿（*.xlsx）”放进来，或联系单位在下发的清单上重填。",
    ),
    "file-macros": FindingText("warning", "文件里有宏", "文件里有宏（{names}），没有运行；" + _KEPT + _ASK),
    "file-activex": FindingText(
        "warning", "文件里有控件", "文件里有 ActiveX 控件（{names}），没有运行；" + _KEPT + _ASK
    ),
    "file-embedded": FindingText(
        "warning",
        "文件里嵌了别的文件",
        "文件里嵌了别的文件或对象（{names}），没有打开；"
        + _KEPT
        + "佐证材料请单位另存为单独的文件，放入佐证材料文件夹。",
    ),
    "file-external": FindingText(
        "warning",
        "文件里有指向外部的链接",
        "文件里有指向外部文件或网络的链接（{names}），没有访问；" + _KEPT + "打开时如果提示更新链接，请选“不更新”。",
    ),
    "file-dde": FindingText(
        "warning", "文件里有 DDE 链接", "文件里有调用别的程序的 DDE 链接（{names}），没有执行；" + _KEPT + _ASK
    ),
    "file-queries": FindingText(
        "warning",
        "文件里有数据连接或查询",
        "文件里有数据连接或网页查询（{names}），没有连接；" + _KEPT + _ASK,
    ),
    "file-web-extension": FindingText(
        "warning", "文件里有网络加载项", "文件里有网络加载项（{names}），没有加载；" + _KEPT + _ASK
    ),
    "file-formulas": FindingText(
        "warning",
        "公式调用了外部程序或网络",
        "有公式调用外部程序或网络（{names}），没有执行，只读单元格里存下的结果；请单位改成直接填写，"
        "名称、数据有效性、条件格式和表格列里的公式要删掉，或者用下发的清单重新填报。"
        "在电脑上打开这份文件时，提示更新链接的请选“不更新”，不要点“启用内容”。",
    ),
    "file-unsearched": FindingText(
        "warning",
        "文件里有一部分没有查",
        "文件里有一部分（{names}）写法不正常或者已经损坏，没有查里面的公式有没有调用外部程序或网络；" + _KEPT + _ASK,
    ),
    "cell-too-long": FindingText(
        "warning",
        "单元格文字过长",
        "单元格里的文字超过 {limit} 个字，后面的没有读取；请单位精简，详细内容放进佐证材料。",
    ),
    "text-unseen": FindingText(
        "info",
        "有看不见的字符，已去掉",
        "{field}里有看不见的字符：{names}，读取时已经去掉；请核对内容是否完整。",
    ),
    "name-unseen": FindingText(
        "warning",
        "名称里有看不见的字符",
        "{field}“{name}”里有看不见的字符：{names}，可能让人看错名称或扩展名；请核实来源后改名。",
    ),
}
