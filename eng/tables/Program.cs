using MLNetHemorrhage.Tables;

if (args is ["measure", var cells, var model, .. var methods]) Measurement.Run(cells, Subject.Load(model), methods);
else if (args is ["write", var folder, var docs]) TableFiles.Write(folder, docs);
else
{
    Console.Error.WriteLine("Usage: measure <folder of cells> default|stories260K [methods] | write <folder of cells> <docs folder>");
    return 2;
}
return 0;
