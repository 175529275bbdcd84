@echo off
rem Builds everything: eng\build.cmd [arguments of call eng\offline\probe.cmd
dotnet build]
setlocal
cd /d "%~dp0.." || exit /b 1
call eng\offline\probe.cmd
dotnet build MLNetHemorrhage.sln --configuration Release --nologo %*
