using MLNetHemorrhage.Tables;

var plan = args.Length > 1 ? Array.Find(TablePlan.All, p => p.Name == args[1]) : null;
if (plan is not null && args is ["measure", _, var cells, var model, .. var methods]) Measurement.Run(plan, cells, Subject.Load(model), methods);
else if (plan is not null && args is ["write", _, var folder, var docs]) TableFiles.Write(plan, folder, docs);
else
{
    string names = string.Join('|', TablePlan.All.Select(p => p.Name));
    Console.Error.WriteLine($"Usage: measure {names} <folder of cells> default|stories260K [methods and seeds] | write {names} <folder of cells> <docs folder>");
    return 2;
}
return 0;
