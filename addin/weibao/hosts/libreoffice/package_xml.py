"""What LibreOffice's extension manager reads of the package: description.xml and META-INF/manifest.xml."""

from __future__ import annotations

from collections.abc import Iterable

from weibao.hosts.libreoffice import names
from weibao.markup import quoteattr

MINIMAL_VERSION = "7.4"
DESCRIPTION_FILE = "description.txt"
DESCRIPTION = """未成年人保护示范县创建工作台（Calc 扩展）。

装上以后：
一、指标清单、核定台账里的计分、状态、时限由 Python 现算，边填边变；也可以在自己的表里用 WB_ 开头的函数
    （“插入”→“函数”，类别选“附加项”，有中文说明）。
二、Calc 多出菜单“未保创建”，下发、汇总、出文书等都在里面；这些命令要用到另装的 weibao 命令。

没有装本扩展的电脑上，同样的表格照样计算，结果相同。函数需要 LibreOffice 自带的 Python 不低于 3.11；
低于 3.11 时表格改用自带公式计算，结果相同。
"""

_MEDIA = {
    ".rdb": "application/vnd.sun.star.uno-typelibrary;type=RDB",
    ".py": "application/vnd.sun.star.uno-component;type=Python",
    ".xcu": "application/vnd.sun.star.configuration-data",
}


def description_xml(version: str) -> str:
    """description.xml: who the extension is and which LibreOffice it asks for."""
    spaces = (
        'xmlns="http://openoffice.org/extensions/description/2006"'
        ' xmlns:d="http://openoffice.org/extensions/description/2006"'
        ' xmlns:l="http://libreoffice.org/extensions/description/2011"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    languages = ("en", "zh-CN")
    shown = "".join(f"\n  <name lang={quoteattr(language)}>{names.TITLE}</name>" for language in languages)
    texts = "".join(
        f"\n  <src lang={quoteattr(language)} xlink:href={quoteattr(DESCRIPTION_FILE)}/>" for language in languages
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<description {spaces}>
 <identifier value={quoteattr(names.EXTENSION)}/>
 <version value={quoteattr(version)}/>
 <platform value="all"/>
 <dependencies>
  <l:LibreOffice-minimal-version value={quoteattr(MINIMAL_VERSION)} d:name="LibreOffice {MINIMAL_VERSION}"/>
 </dependencies>
 <display-name>{shown}
 </display-name>
 <extension-description>{texts}
 </extension-description>
</description>
"""


def manifest_xml(files: Iterable[str]) -> str:
    """META-INF/manifest.xml of the files that LibreOffice itself reads, in their order: types stand first."""
    entries = "".join(
        f"\n <manifest:file-entry manifest:full-path={quoteattr(name)}"
        f" manifest:media-type={quoteattr(_MEDIA[name[name.rindex('.') :]])}/>"
        for name in files
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">'
        f"{entries}\n</manifest:manifest>\n"
    )
