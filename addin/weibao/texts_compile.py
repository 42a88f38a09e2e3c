"""Texts of findings on 资料汇编: what was left out, and files in it that are not ours to change."""

from __future__ import annotations

from weibao.texts_office import FindingText

LEFT_OUT: dict[str, str] = {"secret": "密级标志", "personal": "个人信息", "unread": "读不了", "unsuitable": "不是材料"}
"""Why files are left out, in a word each, in the order in which they are told."""

COMPILE_FINDINGS: dict[str, FindingText] = {
    "compile-allow-unreadable": FindingText(
        "warning",
        "放行的写法看不懂",
        "设置“汇编放行的文件”里的“{found}”看不懂，没有采用；应写作 放行码=审核人，如 3f2a91c4=王某某，"
        "几个之间用“、”隔开，放行码在“缺漏清单”的“没有收录的文件”里。",
    ),
    "compile-allow-unused": FindingText(
        "info",
        "放行码对不上文件",
        "设置“汇编放行的文件”里的“{release}”（{name}）对不上因个人信息没有收录的文件：文件可能换过、删过，或者不是因个人信息；"
        "换过的请重新看过，按新的放行码填写，不用的请删去。",
    ),
    "compile-left-out": FindingText(
        "warning", "有文件没有收录", "有 {count} 个文件没有收录（{reasons}），逐个列在“{list}”的“没有收录的文件”里。"
    ),
    "compile-gaps": FindingText("info", "资料还不齐", "还有 {count} 处缺漏（{kinds}），列在“{list}”里。"),
    "compile-looks": FindingText(
        "info",
        "报送前要人看",
        "报送前请逐件看有没有密级标志和个人信息：{what}。",
    ),
    "compile-touched": FindingText(
        "info",
        "汇编里的文件改动过",
        "“{name}”在汇编里被改动过，没有覆盖；要换成单位现在的文件，请把它移走后再运行一次。",
    ),
    "compile-beside": FindingText(
        "info", "新的写在旁边", "“{name}”被改动过或开着，没有覆盖，新的写在旁边：“{beside}”。"
    ),
    "compile-beside-open": FindingText(
        "warning",
        "文件开着，新的写在旁边",
        "“{name}”正被打开着或者是只读的，没有更新，新的写在旁边：“{beside}”；请关闭或去掉“只读”后再运行一次。",
    ),
    "compile-zip-behind": FindingText(
        "error",
        "没有打包",
        "{names} 还不是现在的样子（开着、复制不了或没有写成），没有打成“{name}”；请按提示处理后再运行一次。",
    ),
    "compile-stale": FindingText(
        "warning",
        "不再收录的文件没有删除",
        "“{name}”现在不在汇编里，因为被改动过，没有删除；请看过以后移走。",
    ),
    "compile-taken": FindingText(
        "warning", "位置被占用", "“{name}”的位置上是一个文件夹或链接，没有写；请把它移走后再运行一次。"
    ),
    "compile-open": FindingText(
        "warning", "文件开着", "“{name}”正被打开着或者是只读的，没有更新；请关闭或去掉“只读”后再运行一次。"
    ),
    "compile-deep": FindingText(
        "warning",
        "文件夹放得太深",
        "汇编里最长的路径有 {length} 个字符，Windows 最多 {most} 个；请用 --out 换一个名称短、靠近盘符的文件夹。",
    ),
    "compile-changed": FindingText(
        "error", "材料刚刚改动过", "“{name}”读过以后又改了，没有收录；请再运行一次。"
    ),
    "compile-unreadable": FindingText(
        "error", "材料复制不了", "“{name}”复制不了（{reason}），没有收录；请检查权限或网络连接后再运行一次。"
    ),
    "compile-zip-old": FindingText(
        "warning",
        "压缩包是以前的",
        "“{name}”是以前打的，和现在的汇编不一样（里面可能有已经不收录的文件）；请加 --zip 再运行一次，或把它删去。",
    ),
}  # fmt: skip
