// Serves the scores of a saved pipeline (see CompressInPipeline) to this machine:
//
//   ScoreService model.zip [port]        port 0: any that is free
//   curl -H 'Content-Type: application/json' -d '{"text":"Once upon a time"}' http://127.0.0.1:5080/score
using System.Net;
using Microsoft.ML;
using ScoreService;

const int LongestRequest = 64 * 1024;

if (args is not ([_] or [_, _]))
{
    Console.Error.WriteLine("usage: ScoreService model.zip [port]");
    return 2;
}

var mlContext = new MLContext();
var engines = new Engines(mlContext, mlContext.Model.Load(args[0], out _));
// The first score decodes the model; let that not be a user's.
engines.Score(new() { Text = "" });

var builder = WebApplication.CreateSlimBuilder();
int port = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 5080;
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.Listen(IPAddress.Loopback, port);
    kestrel.Limits.MaxRequestBodySize = LongestRequest;
});
var app = builder.Build();
app.MapPost("/score", (ScoreRequest request) =>
{
    var row = engines.Score(request);
    return row.ScoreTokenCount == 0 ? new ScoreResponse(null, null, 0) : new(row.ScoreNegativeLogLikelihood, row.ScorePerplexity, row.ScoreTokenCount);
});
await app.RunAsync().ConfigureAwait(false);
return 0;
