using System.Globalization;
using System.Reflection;
using Soffi.Benchmarks;
using Soffi.Domain.Forms;

// Ratios against floors measured in the same run; absolute times only say on what machine.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [PortalHost.Verb])
{
    await PortalHost.Run();
    return;
}

var web = typeof(HandWritten).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "WebDirectory").Value!;
var files = FormFiles.FromFolder(Path.Combine(web, "Forms"));

// « saisie » measures typing only (« saisie 100 »: a hundred rounds of one cell), « moteur » the engine only, « classeur » a workbook brought back, « foule 100 20 » a hundred typists for twenty seconds.
if (args is [] or ["moteur"])
{
    FullCheck.Print(files);
    WorkbookImport.Print(files);
    await StartUp.Print(files, web);
}

if (args is [] or ["saisie", ..])
{
    await using var portal = await RunningPortal.Start(web);
    await Typing.Print(portal, args is [_, var rounds] ? int.Parse(rounds, CultureInfo.InvariantCulture) : Typing.Rounds);
}

if (args is [] or ["classeur"])
{
    await using var portal = await RunningPortal.Start(web);
    await WorkbookRoundTrip.Print(portal);
}

if (args is [] or ["foule", ..])
{
    await using var portal = await RunningPortal.Start(web);
    var (typists, seconds) = args is [_, var people, var time, ..] ? (int.Parse(people, CultureInfo.InvariantCulture), int.Parse(time, CultureInfo.InvariantCulture)) : (400, 60);
    var bodies = args is [_, _, _, var statements] ? int.Parse(statements, CultureInfo.InvariantCulture) : 40;
    await Crowd.Print(portal, typists, TimeSpan.FromSeconds(seconds), bodies);
}

// « volume 10 » makes the file only; « statistiques 1 100 », « secret 1 » and « tableaux 1 » measure on it, made if need be.
foreach (var times in args is ["volume" or "statistiques" or "secret" or "tableaux", ..] ? args.Skip(1).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).DefaultIfEmpty(1) : [])
{
    var path = await StatVolume.Make(files, times);
    await (args[0] switch { "statistiques" => StatAnswers.Print(web, times, path), "secret" => StatAnswers.PrintSecrecy(web, times, path), "tableaux" => StatPages.Print(web, times, path), _ => Task.CompletedTask });
}

if (args is ["statistiques", var smallest, .., var largest])
{
    var (few, many) = (int.Parse(smallest, CultureInfo.InvariantCulture), int.Parse(largest, CultureInfo.InvariantCulture));
    await StatAnswers.PrintGrowth(web, (few, StatVolume.PathOf(few)), (many, StatVolume.PathOf(many)));
}

if (args is ["exports"])
{
    StatExports.Print();
}
