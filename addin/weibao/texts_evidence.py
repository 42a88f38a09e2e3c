"""Texts of findings on evidence files and on the materials that units registered."""

from __future__ import annotations

from weibao.texts_office import FindingText

EVIDENCE_FINDINGS: dict[str, FindingText] = {
    # --- settings -----------------------------------------------------------------------------
    "proof-level-unreadable": FindingText(
        "warning",
        "核查级别写法看不懂",
        "设置“佐证核查级别”里的“{found}”看不懂，没有采用；应写作 E07=关、E08=说明 这样，"
        "编号是 {codes}，级别可以是{words}。",
    ),
    "proof-window-unreadable": FindingText(
        "warning",
        "材料时间写法看不懂",
        "设置“单项材料时间”里的“{found}”看不懂，没有采用；应写作 I03=2022-01-01至2024-03-31，几项之间用“、”隔开。",
    ),
    # --- a row and its file -------------------------------------------------------------------
    "proof-path-refused": FindingText(
        "warning",
        "存放位置指到了文件夹外面",
        "材料“{title}”的存放位置是{reason}，程序不到创建文件夹以外去找；请把文件放进“佐证材料”，位置从“佐证材料”写起。",
    ),
    "proof-path-missing": FindingText(
        "warning",
        "存放位置没有这个文件",
        "材料“{title}”的存放位置写的是“{found}”，那里没有这个文件，按名称也没有找到；请核对位置或补放文件。",
    ),
    "proof-several": FindingText(
        "warning",
        "对得上的文件不止一个",
        "材料“{title}”可能是“{files}”中的一个，程序没有替您选；请在存放位置里写明是哪一个，如“{example}”。",
    ),
    "proof-guessed": FindingText(
        "info",
        "按名称认出文件",
        "材料“{title}”没有写明文件，按名称相近认作“{file_name}”，请核对；不是的，请写明文件名。",
    ),
    "proof-paper-only": FindingText(
        "info", "只有纸质位置", "有 {count} 件材料只写了纸质存放位置，没有电子文件（如“{title}”），由人到现场核查。"
    ),
    "proof-no-location": FindingText(
        "info", "没有写存放位置", "有 {count} 件材料没有写存放位置，也没有找到文件（如“{title}”），请补写原件放在哪里。"
    ),
    "proof-no-files": FindingText(
        "info",
        "登记了还没有文件",
        "有 {count} 件材料（如“{title}”）登记放在“{folder}”，那里没有对得上的文件；请放入电子文件，或写明原件位置。",
    ),
    "proof-unregistered": FindingText(
        "info", "有文件没有登记", "有 {count} 个文件没有对应的登记（如“{files}”）；用得上的请登记，用不上的请移走。"
    ),
    "proof-unread": FindingText(
        "info", "有文件还没有读", "有 {count} 个文件还没有读取或读取后有改动，请运行 weibao evidence index。"
    ),
    "proof-closed": FindingText(
        "error",
        "佐证材料的文件夹打不开",
        "这个文件夹打不开（{reason}），里面的文件没有看到：以前读过的按上次读到的核查，没有读过的不知道有没有，"
        "都没有当作缺少；请检查权限或网络连接，再核查一次。",
    ),
    "proof-moves-damaged": FindingText("warning", "整理记录读不出来", "{reason}整理之前登记的位置可能找不到文件。"),
    # --- dates and numbers --------------------------------------------------------------------
    "proof-outside-window": FindingText(
        "warning",
        "不在该项要求的时间内",
        "材料“{title}”的日期是 {found}，这项指标要的是 {window} 的材料；现行有效的长期文件请在备注中说明。",
    ),
    "proof-day-differs": FindingText(
        "info", "登记日期与落款不同", "材料“{title}”登记的成文日期是 {found}，正文最后的日期是 {paper}，请核对。"
    ),
    "proof-number-year": FindingText(
        "warning", "文号年份与日期不同年", "材料“{title}”的文号是“{number}”，成文日期却是 {found}，不在同一年，请核对。"
    ),
    "proof-expired": FindingText(
        "warning", "文件已过有效期", "材料“{title}”写明有效期至 {until}，到 {as_of} 已经过期；请换成现行有效的文件。"
    ),
    "proof-order": FindingText(
        "warning", "日期先后不对", "“{title}”的{first}是 {day}，{second}却是 {found}，先后不对，请核对日期。"
    ),
    "proof-feedback-early": FindingText(
        "warning", "整改完成早于交办", "督办 {item} 是 {day} 立项的，反馈的完成日期却是 {found}，请核对。"
    ),
    "proof-number-order": FindingText(
        "warning",
        "文号大的日期反而早",
        "“{number}”的日期是 {found}，比{where}的“{other}”（{day}）还{than}，请核对文号和日期。",
    ),
    "proof-photo-day": FindingText(
        "warning", "拍摄日期与登记不同", "照片“{title}”登记的日期是 {found}，照片里记的拍摄日期是 {taken}，请核对。"
    ),
    # --- seals, pages, names ------------------------------------------------------------------
    "proof-seal-noted": FindingText(
        "warning", "写明没有盖章", "材料“{title}”是{type}，应当盖章，备注里写着“{found}”；请盖章后重新扫描。"
    ),
    "proof-seal-editable": FindingText(
        "warning",
        "不是盖章件",
        "材料“{title}”是{type}，应当盖章，放的却是可以编辑的电子稿；请放盖章后的扫描件。",
    ),
    "proof-no-red": FindingText(
        "info", "扫描件上没有红色", "材料“{title}”是{type}，扫描件上没有看到红色的印章；黑白扫描的请对照原件核对。"
    ),
    "proof-no-page": FindingText(
        "info", "没有写明页码", "材料“{title}”有 {pages} 页，请在备注里写明证明内容在第几页。"
    ),
    "proof-page-count": FindingText(
        "warning", "页数对不上", "材料“{title}”登记为共 {said} 页，文件是 {pages} 页，请核对有没有缺页。"
    ),
    "proof-unit-name": FindingText(
        "info", "单位名称不规范", "材料“{title}”里写的是“{alias}”，规范名称是“{unit_name}”，请核对。"
    ),
    "proof-address": FindingText(
        "info",
        "网址没有留存",
        "材料“{title}”只写了网址“{found}”，网页可能失效；请截图或另存后放进文件夹，并写明截取日期。",
    ),
    # --- one file -----------------------------------------------------------------------------
    "proof-secret": FindingText(
        "error",
        "有密级标志",
        "“{name}”有“{mark}”标志，程序没有读取内容。涉密文件不得放在这里，请按保密规定立即处理。",
    ),
    "proof-internal": FindingText(
        "warning", "标明内部资料", "“{name}”标明是内部资料，请确认可以用作佐证；不能外传的请移走。"
    ),
    "proof-personal": FindingText(
        "error",
        "有个人信息",
        "“{name}”里有{what}，放进资料汇编或上报之前请遮去，或改用不含个人信息的统计表。",
    ),
    "proof-phone": FindingText("info", "有联系方式或账号", "“{name}”里有{what}；对外提供之前请看是否需要遮去。"),
    "proof-unreadable": FindingText(
        "warning", "文件打不开", "“{name}”读不出来：{why}。请打开看看，换成能打开、不加密的文件。"
    ),
    "proof-empty": FindingText("warning", "空文件", "“{name}”是空的，没有内容，请重新放入。"),
    "proof-blank": FindingText("warning", "扫描件、照片是空白的", "“{name}”{pages}是空白的，请重新扫描或者换一份。"),
    "proof-ending": FindingText(
        "warning", "扩展名与内容不符", "“{name}”的扩展名是 {suffix}，内容却是{kind}，请改成正确的扩展名或重新导出。"
    ),
    "proof-small": FindingText("warning", "图片太小", "“{name}”只有 {width}×{height} 像素，打印看不清，请放原图。"),
    "proof-not-a4": FindingText("info", "不是 A4", "“{name}”的页面不是 A4 大小，汇编时请缩印或说明。"),
    "proof-archive": FindingText(
        "info", "压缩包没有打开", "“{name}”是压缩包，程序没有读里面的文件；请解压后放进文件夹，再删去压缩包。"
    ),
    "proof-program": FindingText(
        "warning",
        "是程序，不是材料",
        "“{name}”是可以运行的程序，程序没有读取也没有运行它；请不要打开，查明来源后删去。",
    ),
    "proof-link": FindingText(
        "warning", "是指到别处的链接", "“{name}”是一个链接，指到别处的文件，程序没有跟过去；请放入文件本身。"
    ),
    # --- several files ------------------------------------------------------------------------
    "proof-reused": FindingText(
        "info",
        "同一份材料用于多项指标",
        "材料“{title}”用于 {count} 项指标（{indicators}）；可以共用，请在备注里写明各项看哪一页。",
    ),
    "proof-same-photo": FindingText(
        "warning",
        "同一张照片用作不同的活动",
        "材料“{title}”的照片与“{first}”的照片（{other}）是同一张，日期或内容却不同，请核对。",
    ),
    "proof-places": FindingText(
        "warning", "文字里有别处的地名", "“{name}”里出现“{found}”，像是从别处套用的文字，请核对正文。"
    ),
    "proof-alike": FindingText(
        "warning", "与别的单位大段相同", "“{name}”与“{other}”约有 {share}% 的文字相同，请核对是否照抄。"
    ),
    "proof-attendance": FindingText(
        "warning", "实到多于应到", "“{name}”里写应到 {expected} 人，实到 {present} 人，请核对。"
    ),
    "proof-number-gap": FindingText("warning", "材料号有空缺", "文件名里的材料号缺 {missing}，请核对是否漏放。"),
    "proof-number-twice": FindingText(
        "warning", "材料号重复", "“{name}”与“{other}”的材料号都是 {number}，请重新编号。"
    ),
    # --- sets and claims ----------------------------------------------------------------------
    "proof-no-result": FindingText(
        "warning", "只有通知方案", "这项只登记了“{title}”这样的通知或方案，没有落实情况的记录、统计或总结，请补报。"
    ),
    "proof-only-photos": FindingText(
        "warning", "只有照片", "这项只登记了 {count} 件照片（“{title}”），没有方案或总结，说明不了做了什么，请补报。"
    ),
    "proof-meeting-parts": FindingText(
        "warning",
        "会议材料不成套",
        "“{title}”所在的一套会议材料缺{missing}，请补报；合在一个文件里的，请在名称中写明。",
    ),
    "proof-minutes-unsigned": FindingText(
        "warning", "纪要没有签批", "会议台账里“{title}”已经有会议内容，没有登记签批人或签批日期，请补办签批。"
    ),
    "proof-too-few": FindingText(
        "warning",
        "次数少于标准",
        "“{title}”填了达标，标准要求{measure}不少于 {least} {unit_word}，{year}年登记的材料里数到 {held} {unit_word}，"
        "请补报或说明。",
    ),
    "proof-figures": FindingText(
        "warning", "同一个数前后不一", "“{title}”在不同地方写得不一样：{values}；请核对统计口径和截止日期，统一后再报。"
    ),
    "proof-share-alone": FindingText(
        "warning", "只有比例", "工作情况里只写了比例，没有分子分母（如“应访 120 户，实访 118 户”），请补写。"
    ),
    "proof-year-gap": FindingText(
        "warning", "缺一个年度的材料", "“{title}”每年都要有，登记的材料里没有 {years} 的，请补报。"
    ),
    "proof-node-gap": FindingText("warning", "缺节点材料", "“{title}”登记的材料里没有 {missing} 的，请补报或说明。"),
    "proof-overdue": FindingText("warning", "督办超期", "督办 {item} 的整改时限是 {due}，已经超期，还没有销号。"),
    "proof-one-reply": FindingText(
        "info", "一份反馈答复几件事", "督办 {items} 用的是同一份反馈，应当一事一报；确属同一件事的请说明。"
    ),
    "proof-claim-bare": FindingText(
        "warning", "没有登记材料", "这项填了{level}，一件材料也没有登记，上级查验时无法认定；请补登。"
    ),
    "proof-claim-open": FindingText(
        "warning", "满分项的材料有问题", "这项填了达标，材料却有问题：{checks}；请先处理，再认定满分。"
    ),
    "proof-zero-missing": FindingText(
        "error", "缺零报告", "负面清单 {vetoes} 没有作答；没有发生的也要选“无”，请补报。"
    ),
}
