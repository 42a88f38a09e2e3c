Attribute VB_Name = "WeibaoRibbon"
Option Explicit

' What the ribbon calls. The controls come as Object, not as IRibbonControl, so that the project needs no
' reference to the Office type library.
'
' A button starts Python on its own, without a window, and returns at once: Excel stays free, and Python
' drives it from outside. xlwings' RunPython is not used: it waits, and its dialogs are English.
'
' Other files find the public Subs here (hence no Option Private Module), cells do not: no public Function here.
' The names that ribbon.xml calls get an ending at the build, one for the add-in and another for the ledger.

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
    If Not ThisWorkbook.IsAddin Then visible = Not WeibaoAddinLoaded()
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
        RetryPython
    Else
        StartButton control.Tag
    End If
    Exit Sub
Failed:
    Say "action_failed"
End Sub

' Try Python again, for the functions of this file and of every open workbook that carries its own.
Private Sub RetryPython()
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
    ElseIf Len(WeibaoBlockedBy()) > 0 Then
        Say WeibaoBlockedBy()
    Else
        Say "retry_elsewhere"
    End If
End Sub

' Public and without a dialog, because another file of ours calls it.
Public Sub WeibaoReset()
    WeibaoForget
End Sub

Private Sub StartButton(ByVal action As String)
    Dim python As String
    Dim fullName As String

    python = WeibaoWindowless()
    If Not Application.ActiveWorkbook Is Nothing Then fullName = Application.ActiveWorkbook.FullName
    On Error GoTo Refused
    WeibaoLaunch python, StartCommand(python, action, fullName) & " " & Application.Hwnd
    Exit Sub
Refused:
    Say "start_refused"
End Sub

' -P: no module is taken from the current folder.
Private Function StartCommand(ByVal python As String, ByVal action As String, ByVal fullName As String) As String
    StartCommand = Quoted(python) & " -P -m " & WEIBAO_BUTTONS & " " & action & " " & Quoted(fullName)
End Function

' Windows allows no quotation mark in a path, so there is nothing to escape.
Private Function Quoted(ByVal text As String) As String
    Quoted = Chr$(34) & text & Chr$(34)
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
