using Minkang.Benchmarks;
using Minkang.Benchmarks.Linkage;

if (args.Length == 0 || args[0] is "--help" or "-h")
{
    Console.WriteLine("""
        dotnet run -c Release --project perf/Minkang.Benchmarks -- BENCH --sample DIR [--users 4] [--requests 200] [--data DIR] [--only TEXT]

        BENCH  import   import the lists of DIR with the real program, one process a list: seconds and peak memory
               pages    sign-in page, person list, name search, opening a person, on the full store made from DIR
               counter  preview and settlement at --users hospital counters, --requests each, --pause ms between two patients, on the store in --data; needs no --sample
               whatif   a trial of --after against --before on --bills 10000000 stored bills, end to end from the file; needs no --sample
               linkage  two invented labelled lists of --rows 29400, from CSV to decided pairs: seconds, memory, accuracy; --seed 1, --dirt usual|heavy,
                        --masked yes for numbers masked on one side, --show yes prints false and missed pairs; needs no --sample
               lists    every list of DIR against every other, accuracy too when the answer sheet of "minkang sample" lies beside them; --show yes prints doubtful pairs
               febrl    the labelled English lists in --data DIR (dataset1.csv, dataset3.csv): pairs found, precision, recall; needs no --sample
               settle   a compiled policy pack against a hand-written loop, on --bills 1000000 bills; needs no --sample
        DIR of --data keeps the store that "import" made; "pages" uses it as it is when it is there.
        --only measures the pages whose line in the table holds TEXT.
        The engine is that of MINKANG_ENGINE and MINKANG_POSTGRES. DIR holds the seven lists of a county, for instance
        the folder that "./minkang sample --persons 29400 --out DIR" writes.
        """);
    return 0;
}
string Option(string name, string otherwise) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
if (args[0] == "settle") return SettleBench.Run(int.Parse(Option("--bills", "1000000"), System.Globalization.CultureInfo.InvariantCulture));
if (args[0] == "whatif") return WhatIfBench.Run(int.Parse(Option("--bills", "10000000"), System.Globalization.CultureInfo.InvariantCulture), Option("--before", "gaotai.2016"), Option("--after", "chuzhou.2016"), Option("--data", ""));
if (args[0] == "counter") return await CounterBench.Run(Option("--data", ""), int.Parse(Option("--users", "20"), System.Globalization.CultureInfo.InvariantCulture), int.Parse(Option("--requests", "50"), System.Globalization.CultureInfo.InvariantCulture), int.Parse(Option("--pause", "0"), System.Globalization.CultureInfo.InvariantCulture));
int Whole(string name, int otherwise) => int.Parse(Option(name, otherwise.ToString(System.Globalization.CultureInfo.InvariantCulture)), System.Globalization.CultureInfo.InvariantCulture);
if (args[0] == "linkage") return LinkageBench.Run(Whole("--rows", 29_400), Whole("--seed", 1), Option("--dirt", "usual"), Option("--masked", "no") == "yes", Option("--show", "no") == "yes");
if (args[0] == "linkage-lists") return LinkageBench.Write(Option("--data", ""), Whole("--rows", 29_400), Whole("--seed", 1), Option("--dirt", "usual"), Option("--masked", "no") == "yes");
if (args[0] == "febrl") return FebrlBench.Run(new DirectoryInfo(Option("--data", "")));
var sample = new DirectoryInfo(Option("--sample", ""));
if (!sample.Exists) { Console.Error.WriteLine("--sample DIR must name a folder with lists."); return 2; }
return args[0] switch
{
    "lists" => ListFilesBench.Run(sample, new DirectoryInfo(Option("--catalog", "catalog")), Option("--show", "no") == "yes"),
    "import" => await ImportBench.Run(sample, Option("--data", "")),
    "pages" => await PagesBench.Run(sample, Option("--data", ""), int.Parse(Option("--users", "4"), System.Globalization.CultureInfo.InvariantCulture), int.Parse(Option("--requests", "200"), System.Globalization.CultureInfo.InvariantCulture), Option("--only", "")),
    _ => 2,
};
