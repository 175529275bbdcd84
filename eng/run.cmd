@echo off
rem Builds quietly and shows the main job: what growing damage does to a language model inside ML.NET pipelines.
rem eng\run.cmd [text, one document a line [language model]]; by default texts and model of the library's own.
setlocal
set root=%~dp0..
pushd "%root%" || exit /b 1
call eng\offline\probe.cmd
dotnet build samples\RecipeTable --configuration Release --nologo --verbosity quiet 1>&2
set status=%errorlevel%
popd
if not %status%==0 exit /b %status%
for /f "delims=" %%p in ('dotnet msbuild "%root%\samples\RecipeTable" -property:Configuration^=Release -getProperty:TargetPath') do set tool=%%p
dotnet "%tool%" %*
