; Offers Adit under "Open with" for .conf files and leaves their default program alone.

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\Adit.Configuration" "" "stunnel configuration"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Adit.Configuration\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Adit.Configuration\shell\open\command" "" '"$appExe" "%1"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\.conf\OpenWithProgids" "Adit.Configuration" ""
!macroend

!macro customUnInstall
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.conf\OpenWithProgids" "Adit.Configuration"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Adit.Configuration"
!macroend
