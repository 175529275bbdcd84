@echo off
rem Builds quietly and shows the main job: what growing damage does to the default model.
rem eng\run.cmd [arguments of hemorrhage compare]
setlocal
set root=%~dp0..
pushd "%root%" || exit /b 1
call eng\offline\probe.cmd
dotnet build src\MLNetHemorrhage.Tool --configuration Release --nologo --verbosity quiet 1>&2
set status=%errorlevel%
popd
if not %status%==0 exit /b %status%
for /f "delims=" %%p in ('dotnet msbuild "%root%\src\MLNetHemorrhage.Tool" -property:Configuration^=Release -getProperty:TargetPath') do set tool=%%p
dotnet "%tool%" compare %*
