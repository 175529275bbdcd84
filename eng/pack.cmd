@echo off
rem Makes the packages: eng\pack.cmd                  in artifacts\packages; refuses the stand-in for Microsoft.ML
rem                     eng\pack.cmd --for-tests DIR  0.0.0-standin packages with the stand-in inside, never to be published
rem Further arguments go to dotnet pack.
setlocal
set root=%~dp0..
set packages=%root%\artifacts\packages
set source=
set rest=
if "%~1"=="--for-tests" (
  if "%~2"=="" (echo eng\pack.cmd: --for-tests needs a folder for the packages. 1>&2 & exit /b 2)
  set packages=%~f2
  set source=-p:MicrosoftMLSource=standin -p:PacksStandIn=true
  shift /1
  shift /1
)
:more
if not "%~1"=="" (
  set rest=%rest% %1
  shift /1
  goto more
)
cd /d "%root%" || exit /b 1
if not defined source (
  call eng\offline\probe.cmd
  dotnet msbuild src\MLNetHemorrhage -target:RefuseStandIn -nologo -verbosity:minimal || exit /b 1
)
for %%p in (MLNetHemorrhage.Core MLNetHemorrhage MLNetHemorrhage.Tool) do (
  dotnet pack src\%%p --output "%packages%" --nologo %source% %rest% || exit /b 1
)
