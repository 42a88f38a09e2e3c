Attribute VB_Name = "WeibaoRibbon"
Option Explicit

' What the ribbon calls. The controls come as Object, not as IRibbonControl, so that the project needs no
' reference to the Office type library.
'
' A button starts Python on its own, without a window, and returns at once: Excel stays free, and Python
' drives it from outside. xlwings' RunPython is not used: it waits, and its dialogs are English.

Private Const ADDIN_FILE As String = "weibao.xlam"
Private Const LEDGER_FORMAT As Long = 52
Private Const HIDDEN_WINDOW As Long = 0
Private Const RETRY As String = "retry"

Private mRibbon As Object

' onLoad: the ribbon is kept because only its Invalidate makes Excel ask WeibaoTabVisible again.
Public Sub WeibaoRibbonLoaded(ribbon As Object)
    Set mRibbon = ribbon
End Sub

' getVisible: the tab of the workbook hides while the add-in shows the same one.
Public Sub WeibaoTabVisible(control As Object, ByRef visible As Variant)
    visible = True
    On Error Resume Next
    If Not ThisWorkbook.IsAddin Then visible = Not AddinLoaded()
End Sub

' Ask Excel to draw the tab again.
Public Sub WeibaoRefresh()
    On Error Resume Next
    If Not mRibbon Is Nothing Then mRibbon.Invalidate
End Sub

' onAction of every button: its tag is the name of the action.
Public Sub WeibaoAction(control As Object)
    On Error GoTo Failed
    If control.Tag = RETRY Then
        WeibaoRetry
    Else
        StartButton control.Tag
    End If
    Exit Sub
Failed:
    Say "action_failed"
End Sub

' Try Python again, for the functions of this file and of every open workbook that carries its own.
Public Sub WeibaoRetry()
    Dim book As Workbook

    On Error Resume Next
    For Each book In Application.Workbooks
        If Not book Is ThisWorkbook Then
            If book.HasVBProject Then Application.Run "'" & Replace(book.Name, "'", "''") & "'!WeibaoReset"
        End If
    Next book
    On Error GoTo 0
    WeibaoReset
    If WeibaoConnect() Then
        Application.CalculateFull
        WeibaoShow "retry_done"
    Else
        Say WeibaoBlockedBy()
    End If
End Sub

' Public and without a dialog, because another file of ours calls it.
Public Sub WeibaoReset()
    WeibaoForget
End Sub

Private Sub StartButton(ByVal action As String)
    Dim fullName As String

    If Not ReadyBook(fullName) Then Exit Sub
    On Error GoTo Refused
    CreateObject("WScript.Shell").Run StartCommand(action, fullName), HIDDEN_WINDOW, False
    Exit Sub
Refused:
    Say "start_refused"
End Sub

Private Function StartCommand(ByVal action As String, ByVal fullName As String) As String
    StartCommand = Quoted(Interpreter()) & " -m " & WEIBAO_BUTTONS & " " & action & " " & Quoted(fullName)
End Function

' Windows allows no quotation mark in a path, so there is nothing to escape.
Private Function Quoted(ByVal text As String) As String
    Quoted = Chr$(34) & text & Chr$(34)
End Function

' The Python that xlwings uses, without its console window.
Private Function Interpreter() As String
    Dim found As String
    Dim windowless As String

    On Error Resume Next
    found = GetConfig("INTERPRETER_WIN", "")
    If Len(found) = 0 Then found = GetConfig("INTERPRETER", "")
    On Error GoTo 0
    If Len(found) = 0 Or LCase$(found) = "python" Then found = "pythonw"
    If LCase$(Right$(found, 11)) = "\python.exe" Then
        windowless = Left$(found, Len(found) - 10) & "pythonw.exe"
        If FileExists(windowless) Then found = windowless
    End If
    Interpreter = found
End Function

' The full name of the active workbook, "" where none is open. The ledger is saved first, because Python reads
' the file; other people's workbooks are left as they are.
Private Function ReadyBook(ByRef fullName As String) As Boolean
    Dim book As Workbook

    ReadyBook = True
    Set book = Application.ActiveWorkbook
    If book Is Nothing Then Exit Function
    fullName = book.FullName
    If Len(book.Path) = 0 Or book.Saved Or book.ReadOnly Then Exit Function
    If book.FileFormat <> LEDGER_FORMAT Or Not WeibaoHasBlocks(book) Then Exit Function
    On Error GoTo NotSaved
    book.Save
    Exit Function
NotSaved:
    ReadyBook = False
    Say "save_failed"
End Function

Private Function AddinLoaded() As Boolean
    Dim book As Workbook

    ' Add-ins are not counted among the workbooks, but are found by name.
    On Error Resume Next
    Set book = Application.Workbooks(ADDIN_FILE)
    AddinLoaded = Not book Is Nothing
End Function

' MsgBox passes through the code page of Windows; where that has no Chinese, the shell's own box shows it.
Private Sub Say(ByVal key As String)
    Dim message As String
    Dim title As String

    message = WeibaoText(key)
    title = WeibaoText("title")
    If StrConv(StrConv(message, vbFromUnicode), vbUnicode) <> message Then
        On Error GoTo Plain
        CreateObject("WScript.Shell").Popup message, 0, title, vbExclamation
        Exit Sub
    End If
Plain:
    MsgBox message, vbExclamation, title
End Sub
