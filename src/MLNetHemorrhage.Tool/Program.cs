using MLNetHemorrhage.Tool.CommandLine;

Console.OutputEncoding = System.Text.Encoding.UTF8;
using var interruption = new Interruption();
return ToolHost.Run(args, ToolConsole.System(), interruption.Token);
