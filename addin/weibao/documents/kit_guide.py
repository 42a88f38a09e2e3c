"""The guide in the offline kit: two pages for whoever installs weibao on an office PC, in the notices' layout.

What it says of file names and commands is kept in step with the kit by tests.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Final

from weibao.documents import layout as lay
from weibao.documents.layout import Column
from weibao.documents.parts import document
from weibao.documents.render import Renderer

TITLE: Final = "未保工作台办公电脑安装说明"
_DATE: Final = date(2025, 1, 1)

_TROUBLES: Final = (
    (
        "提示没有合用的Python",
        "请信息中心从Python官方网站下载Windows安装程序（64位），放进安装包文件夹，再运行一次install.cmd，会自动装好。",
    ),
    (
        "没有“未保创建”选项卡",
        "看是不是用WPS打开的；在Excel的“文件→选项→加载项”里，看weibao.xlam是否列在禁用项目里。",
    ),
    ("提示宏被禁用", "右键点文件→属性→勾选“解除锁定”；或者把创建文件夹加入Excel的受信任位置。"),
    ("状态栏提示Python没有启动", "多半是杀毒软件或者单位策略拦截。请信息中心放行后，点“重试连接”。"),
    ("公文字体不对", "从单位原有的正版字体里安装方正小标宋简体、仿宋_GB2312、楷体_GB2312。"),
    ("这台电脑只有WPS", "没有选项卡；表里的公式照常计算，其余用命令行做。"),
)

_FACTS: Final = (
    ("程序", "%LOCALAPPDATA%\\weibao（在资源管理器的地址栏里输入即可打开），不联网，不装服务"),
    ("加载项", "%APPDATA%\\Microsoft\\Excel\\XLSTART\\weibao.xlam"),
    ("Excel用哪个Python", "写在%USERPROFILE%\\.xlwings\\xlwings.conf的INTERPRETER_WIN一行"),
    ("需要放行", "Excel经cmd.exe启动上述程序文件夹里的python.exe"),
    (
        "Defender规则",
        "“阻止所有Office应用程序创建子进程”“阻止Office宏调用Win32 API”开着的，请加排除项；"
        "不能放行的，选项卡和函数不可用，表里的公式和命令行不受影响",
    ),
    ("核对文件", "各文件的校验值在SHA256SUMS里"),
)

_WIDTHS: Final = (2300, 6544)


def guide() -> bytes:
    """The guide as a .docx, the same bytes every time."""
    body = (
        lay.paragraph("WBTitle", TITLE)
        + lay.blank()
        + "".join(_installing())
        + lay.paragraph("WBHeading1", "三、用不了怎么办")
        + lay.paragraph("WBBodyKept", "在命令行窗口里运行weibao addin doctor，逐项列出问题和办法。常见的有：")
        + _table(("情形", "办法"), "情形")
        + lay.paragraph("WBHeading1", "四、给信息中心")
        + _table(("事项", "说明"), "事项")
        # Word wants a paragraph behind the last table and makes a tall one where there is none.
        + lay.paragraph("WBAnchor")
    )
    template = document(body, title=TITLE, creator="weibao", created=_DATE)
    rows = {
        name: [{"左": left, "右": right} for left, right in pairs]
        for name, pairs in (("情形", _TROUBLES), ("事项", _FACTS))
    }
    with tempfile.TemporaryDirectory(prefix="weibao-") as folder:
        path = Path(folder, "guide.docx")
        path.write_bytes(template)
        return Renderer(path, rows).render(rows, title=TITLE, creator="weibao", created=_DATE)


def _table(headings: tuple[str, str], collection: str) -> str:
    cells = zip(headings, _WIDTHS, ("{{ 行.左 }}", "{{ 行.右 }}"), strict=True)
    return lay.table([Column(*cell) for cell in cells], "行", collection)


def _installing() -> tuple[str, ...]:
    return (
        lay.paragraph(
            "WBBody",
            "本安装包把未保工作台装到不能上网的办公电脑：命令行程序、Excel的选项卡和函数、LibreOffice的扩展。"
            "只装给当前用户，不需要管理员，不改动已有的文件。",
        ),
        lay.paragraph("WBHeading1", "一、安装"),
        _step(
            "（一）准备。",
            "64位的Windows 10以上，桌面版Excel 2010以上。把整个文件夹复制到本机，不要在压缩包里直接运行。",
        ),
        _step(
            "（二）运行。",
            "关闭Excel，双击install.cmd，约两三分钟，出现“全部装好”即可。重复运行不会出错，升级也是再运行一次新的安装包。",
        ),
        _step(
            "（三）查看。",
            "打开Excel，上方有“未保创建”选项卡，分清单、核算、文书、图表、工具五组；打开核定台账，改一个核定得分，总分随即变化。",
        ),
        _step(
            "（四）命令行。",
            "打开下面所列的程序文件夹，双击weibao.cmd，窗口里可以运行weibao的全部命令。常用的，右键发送到桌面快捷方式。",
        ),
        lay.paragraph("WBHeading1", "二、卸载"),
        lay.paragraph(
            "WBBody",
            "关闭Excel，双击uninstall.cmd。原来的设置会恢复，创建文件夹里的清单、台账和文书都不动。",
        ),
    )


def _step(heading: str, text: str) -> str:
    return lay.paragraph("WBBody", (heading, "WBHeading2Text"), text)
