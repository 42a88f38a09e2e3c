"""The scripts of the offline kit for Windows' command interpreter.

Chinese stands in `echo` lines only, in GBK, and the script switches the console to that code page first. None of the
characters used has one of the interpreter's own signs as its second byte, so that even a console that refuses the
switch only shows strange letters and still does the right thing. Exit codes are compared with 0: a program that
crashes ends with a negative one, which `if errorlevel 1` takes for success.
"""

from __future__ import annotations

from typing import Final

from weibao.hosts.excel.kit_pins import PYTHONS

ENCODING: Final = "gbk"

_INSTALL: Final = r"""@echo off
setlocal EnableExtensions DisableDelayedExpansion
for /f "tokens=2 delims=:." %%a in ('chcp') do set "OLDCP=%%a"
chcp 936 >nul 2>nul
set "KIT=%~dp0"
set "QUIET=%~1"
set "CODE=1"
if not defined LOCALAPPDATA goto nouser
set "BASE=%LOCALAPPDATA%\weibao"
set "VENV=%BASE%\venv"
echo.
echo 未保工作台：正在安装到 %BASE%
echo 只装给当前用户，不需要管理员，不联网。
echo.
if not exist "%KIT%wheels\weibao-*.whl" goto incomplete
if not exist "%KIT%addin\*.*" goto incomplete
tasklist /fi "imagename eq excel.exe" 2>nul | find /i "excel.exe" >nul 2>nul
if "%ERRORLEVEL%"=="0" goto excelopen

set "PY="
for %%v in (@PYTHONS@) do call :try py -%%v
call :try python
call :try "%BASE%\python\python.exe"
for %%v in (@PYTHONS@) do call :installer %%v
if not defined PY goto nopython
echo 使用 Python：%PY%

echo （一）建立运行环境
if not exist "%VENV%\Scripts\python.exe" goto makevenv
"%VENV%\Scripts\python.exe" -c "import pip" >nul 2>nul
if "%ERRORLEVEL%"=="0" goto havevenv
rmdir /s /q "%VENV%"
:makevenv
%PY% -m venv "%VENV%"
if not "%ERRORLEVEL%"=="0" goto novenv
:havevenv

echo （二）安装程序
set "PIP="%VENV%\Scripts\python.exe" -m pip install -q --disable-pip-version-check --no-index"
%PIP% --find-links "%KIT%wheels" --upgrade "weibao[excel]"
if not "%ERRORLEVEL%"=="0" goto nopackages
%PIP% --find-links "%KIT%wheels" --force-reinstall --no-deps weibao
if not "%ERRORLEVEL%"=="0" goto nopackages
copy /y "%KIT%weibao.cmd" "%BASE%\weibao.cmd" >nul
if not "%ERRORLEVEL%"=="0" goto nopackages

echo （三）安装加载项
"%VENV%\Scripts\python.exe" -m weibao addin install --from "%KIT%addin"
if not "%ERRORLEVEL%"=="0" goto noaddin

echo.
echo （四）检查
"%VENV%\Scripts\python.exe" -m weibao addin doctor
if not "%ERRORLEVEL%"=="0" goto findings
echo.
echo 全部装好。重新打开 Excel，可见“未保创建”选项卡。
goto commands
:findings
echo.
echo 程序已装好，命令行可以用。上面标着“有问题”的，请按“怎么办”处理。
:commands
echo 命令行：双击 %BASE%\weibao.cmd
set "CODE=0"
goto end

:nouser
echo 没有装成：找不到当前用户的文件夹。请用平常登录的账号运行。
goto end
:incomplete
echo 没有装成：安装包不完整。请先把整个文件夹解压或复制到本机，再运行里面的 install.cmd。
goto end
:excelopen
echo 没有装成：Excel 正开着。请保存并关闭全部 Excel 窗口，再运行一次。
goto end
:nopython
echo 没有装成：没有找到合用的 Python（要 64 位的 @RANGE@）。
echo 请信息中心从 Python 官方网站下载 Windows 安装程序，文件名如 python-@NEWEST@.x-amd64.exe，
echo 放到这个文件夹里，再运行一次 install.cmd，会自动安装：
echo %KIT%
goto end
:novenv
echo 没有装成：建立运行环境出错。请检查磁盘空间，以及杀毒软件是否拦截了 Python。
goto end
:nopackages
echo 没有装成：安装程序出错，原因见上面几行。请关闭 Excel 和正在运行的 weibao，再运行一次；
echo 仍然不行的，把上面的内容发给维护人员。
goto end
:noaddin
echo 程序已装好，加载项没有装成，原因见上面几行。处理后再运行一次 install.cmd。
echo 命令行可以用：双击 %BASE%\weibao.cmd
goto end

:try
if defined PY exit /b 0
set "TEST=import sys, venv; sys.exit(not (sys.maxsize > 2**32 and @LOW@ <= sys.version_info[:2] <= @HIGH@))"
%* -c "%TEST%" >nul 2>nul
if "%ERRORLEVEL%"=="0" set PY=%*
exit /b 0

:installer
pushd "%KIT%"
for %%f in (python-%1.*-amd64.exe) do call :setup "%%~ff"
popd
exit /b 0

:setup
if defined PY exit /b 0
if not exist "%~1" exit /b 0
echo 正在安装 Python：%~nx1，约一两分钟
set "OPTIONS=InstallAllUsers=0 Include_launcher=0 Include_test=0 Include_doc=0 PrependPath=0 Shortcuts=0"
start "" /wait "%~1" /quiet %OPTIONS% "TargetDir=%BASE%\python"
call :try "%BASE%\python\python.exe"
exit /b 0

:end
echo.
if /i not "%QUIET%"=="/q" pause
if defined OLDCP chcp %OLDCP% >nul 2>nul
exit /b %CODE%
"""

_UNINSTALL: Final = r"""@echo off
setlocal EnableExtensions DisableDelayedExpansion
for /f "tokens=2 delims=:." %%a in ('chcp') do set "OLDCP=%%a"
chcp 936 >nul 2>nul
set "QUIET=%~1"
set "CODE=1"
set "BASE=%LOCALAPPDATA%\weibao"
set "VENV=%BASE%\venv"
if not exist "%VENV%\Scripts\python.exe" goto nothing
"%VENV%\Scripts\python.exe" -m weibao addin uninstall
if not "%ERRORLEVEL%"=="0" goto failed
rmdir /s /q "%VENV%"
if exist "%VENV%\Scripts\python.exe" goto failed
del /q "%BASE%\weibao.cmd" 2>nul
echo 已卸载。创建文件夹里的清单、台账和文书都没有动。
set "CODE=0"
goto end
:nothing
echo 这台电脑上没有装过（%VENV% 不存在）。
set "CODE=0"
goto end
:failed
echo 没有卸载干净，原因见上面几行。请关闭 Excel 和正在运行的 weibao，再运行一次。
:end
echo.
if /i not "%QUIET%"=="/q" pause
if defined OLDCP chcp %OLDCP% >nul 2>nul
exit /b %CODE%
"""

_SHELL: Final = r"""@echo off
rem A command prompt in which weibao works; with arguments, weibao itself.
set "PATH=%LOCALAPPDATA%\weibao\venv\Scripts;%PATH%"
if "%~1"=="" goto prompt
weibao %*
exit /b %ERRORLEVEL%
:prompt
cd /d "%USERPROFILE%"
cmd /k weibao --help
"""


def scripts() -> dict[str, bytes]:
    """File name → content: `install.cmd`, `uninstall.cmd`, `weibao.cmd`."""
    low, high = (f"({python.replace('.', ', ')})" for python in (PYTHONS[0], PYTHONS[-1]))
    # The newest first: the loop takes the first that is there.
    words = {
        "@PYTHONS@": " ".join(reversed(PYTHONS)),
        "@RANGE@": f"{PYTHONS[0]} 至 {PYTHONS[-1]}",
        "@NEWEST@": PYTHONS[-1],
        "@LOW@": low,
        "@HIGH@": high,
    }
    install = _INSTALL
    for word, text in words.items():
        install = install.replace(word, text)
    texts = {"install.cmd": install, "uninstall.cmd": _UNINSTALL, "weibao.cmd": _SHELL}
    return {name: text.replace("\n", "\r\n").encode(ENCODING) for name, text in texts.items()}
