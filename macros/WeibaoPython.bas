Attribute VB_Name = "WeibaoPython"
Option Explicit
Option Private Module

' Which Python is started, and from where.
'
' Windows and Python look for programs and modules in the current folder first. Excel's is the one from which a
' file was last opened, and may hold anybody's files: so the interpreter's own is the current one at a start.

Private Const HIDDEN_WINDOW As Long = 0
Private Const NO_FILE As Long = 53

' The Python that the installation wrote into the user's settings, "" where it is not there. A bare name is none:
' Windows would look for it.
Public Function WeibaoInterpreter() As String
    Dim named As String
    Dim found As Boolean

    On Error Resume Next
    WeibaoSetting "INTERPRETER_WIN", named
    If Mid$(named, 2, 2) = ":\" Or Left$(named, 2) = "\\" Then WeibaoLookFor named, found
    If found Then WeibaoInterpreter = named
End Function

' The same without its console window, where it comes with such a one.
Public Function WeibaoWindowless() As String
    Dim python As String
    Dim windowless As String
    Dim found As Boolean

    python = WeibaoInterpreter()
    If LCase$(Right$(python, 11)) = "\python.exe" Then
        windowless = Left$(python, Len(python) - 10) & "pythonw.exe"
        WeibaoLookFor windowless, found
        If found Then python = windowless
    End If
    WeibaoWindowless = python
End Function

' Start xlwings' server. Raises an error where that is impossible.
Public Sub WeibaoStartServer(ByRef server As Object)
    Dim shell As Object
    Dim before As String
    Dim failure As Long

    Enter WeibaoInterpreter(), shell, before
    On Error Resume Next
    WeibaoServe server
    failure = Err.Number
    shell.CurrentDirectory = before
    On Error GoTo 0
    If failure <> 0 Then Err.Raise failure
End Sub

' Start a command line of this interpreter without a window and do not wait. Raises an error where that is impossible.
Public Sub WeibaoLaunch(ByVal python As String, ByVal commandLine As String)
    Dim shell As Object
    Dim before As String
    Dim failure As Long

    Enter python, shell, before
    On Error Resume Next
    shell.Run commandLine, HIDDEN_WINDOW, False
    failure = Err.Number
    shell.CurrentDirectory = before
    On Error GoTo 0
    If failure <> 0 Then Err.Raise failure
End Sub

Private Sub Enter(ByVal python As String, ByRef shell As Object, ByRef before As String)
    If Len(python) = 0 Then Err.Raise NO_FILE
    Set shell = CreateObject("WScript.Shell")
    before = shell.CurrentDirectory
    shell.CurrentDirectory = Left$(python, InStrRev(python, "\") - 1)
End Sub
