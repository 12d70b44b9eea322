using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Facts;
using Minkang.Registry.Persons;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Workbench;

/// <summary>The workbench as it works (比对工作台): one discrepancy in sight, each key one decision on record, then the next.</summary>
public sealed partial class WorkBoard
{
    private const int PageSize = 30, UsualDays = 10;

    private enum Asking { Nothing, Assign, Bulk, Help }

    private static readonly (string Key, string What)[] Keys =
    [
        ("a", T("属实")), ("r", T("不属实")), ("u", T("不确定")), ("t", T("交村镇核实")), ("z", T("撤销刚才的结论")), ("j ↓", T("下一条")), ("k ↑", T("上一条")), ("/", T("到筛选")), ("Esc", T("关闭小窗，回到差异")), ("?", T("按键")),
    ];

    private readonly Stack<(Guid Decision, WorkLine? Line)> _undo = new();
    private ElementReference _root;
    private IJSObjectReference? _module, _keys;
    private DotNetObjectReference<WorkBoard>? _self;
    private CompareRun? _run;
    private RegionTree? _tree;
    private List<RunList> _lists = [];
    private List<WorkLine> _all = [], _lines = [];
    private IReadOnlyList<Option> _states = [], _codes = [], _villages = [], _owners = [], _listChoices = [];
    private FindingFilter _filter = new(State: FindingState.Open);
    private WorkLine? _current;
    private FindingView? _view;
    private IReadOnlyList<SeenFinding> _frozen = [];
    private Asking _asking;
    private Verdict _verdict = Verdict.Accept;
    private AssignTo _to;
    private DateOnly _due;
    private string _said = "", _reason = "", _sentence = "", _purpose = "";
    private int _from, _decided;
    private bool _over, _busy, _focus;

    /// <summary>The run.</summary>
    [Parameter, EditorRequired] public Guid RunId { get; set; }
    /// <summary>Code of the county whose store it lies in.</summary>
    [Parameter, EditorRequired] public string CountyCode { get; set; } = "";
    /// <summary>The discrepancy to begin with.</summary>
    [Parameter] public Guid? FindingId { get; set; }
    /// <summary>Address of the page, which says what the list is narrowed to at the beginning; open ones when it names no state.</summary>
    [Parameter, EditorRequired] public string Address { get; set; } = "";

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => Turn(async (db, actor) =>
    {
        _run = await db.RunFor(actor, RunId, default);
        if (_run is null) { _over = true; return; }
        (_tree, _due) = (await Regions.Tree(default), Calendar.Today.AddDays(UsualDays));
        _lists = await FindComparisons.Lists(db, RunId, default);
        _all = await FindWork.Lines(db, actor, _run, default);
        _filter = FindingFilter.Of(PageAddress.Parse(Address));
        if (_filter is { State: null, Unsettled: false }) _filter = _filter with { State = FindingState.Open };
        var wanted = _all.Find(l => l.Id == FindingId);
        if (wanted is not null && !wanted.Fits(_filter)) _filter = FindingFilter.All;
        _lines = _all.FindAll(l => l.Fits(_filter));
        MakeChoices();
        await Bring(db, actor, wanted ?? _lines.FirstOrDefault());
    });

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            if (_focus && _module is not null) await _module.InvokeVoidAsync("focusFirst", _root);
            _focus = false;
            return;
        }
        _self = DotNetObjectReference.Create(this);
        _module = await Script.InvokeAsync<IJSObjectReference>("import", "./" + Assets["_content/Minkang.Registry/workbench.js"]);
        _keys = await _module.InvokeAsync<IJSObjectReference>("listen", _root, _self);
    }

    /// <summary>A key that was pressed while a discrepancy was shown; it counts for that one only.</summary>
    [JSInvokable]
    public async Task Press(string key, string? shown)
    {
        if (_view is not { } view || view.Finding.Id.ToString() != shown) return;
        await (key switch
        {
            "a" when view.MayAccept => Decide(view, Verdict.Accept),
            "a" => Say(view.Accepting),
            "r" => Decide(view, Verdict.Reject),
            "u" => Decide(view, Verdict.Unsure),
            "j" => Step(1),
            "k" => Step(-1),
            "z" => UndoLast(),
            "t" => OpenAssign(),
            "?" => Ask(_asking == Asking.Help ? Asking.Nothing : Asking.Help),
            _ => Task.CompletedTask,
        });
        StateHasChanged();
    }

    /// <summary>One act: who it is and whether that account still may is asked first, on a unit of work of its own.</summary>
    private async Task Turn(Func<CountyDb, Actor, Task> act)
    {
        if (_busy) return;
        _busy = true;
        try
        {
            if (await Circuit.Now(default) is not { } actor || !actor.May(FindingReach.Action)) { (_over, _view) = (true, null); return; }
            await using var db = Counties.Open(CountyCode);
            db.Trail.Actor = actor;
            await act(db, actor);
        }
        finally
        {
            _busy = false;
        }
    }

    private Task Say(string text)
    {
        _said = text;
        return Task.CompletedTask;
    }

    private Task Decide(FindingView view, Verdict verdict) => Turn(async (db, actor) =>
    {
        if (_current is not { } line || line.Id != view.Finding.Id) return;
        var next = NextOpen(line);
        Look(db, actor, next);
        var made = await Decider.Handle(db, actor, new DecideInput(RunId, verdict, [line.Seen]), default);
        if (!made.Ok) { await Refused(db, actor, line, made.Problems[0]); return; }
        line.State = verdict switch { Verdict.Accept => FindingState.Accepted, Verdict.Reject => FindingState.Rejected, _ => FindingState.Unsure };
        await Done(db, actor, line, made.Value.DecisionId, verdict, next);
    });

    private Task Assign(FindingView view) => Turn(async (db, actor) =>
    {
        if (_current is not { } line || line.Id != view.Finding.Id) return;
        var next = NextOpen(line);
        Look(db, actor, next);
        var made = await Assigner.Handle(db, actor, new AssignInput(RunId, [line.Seen], _to, _due, _reason), default);
        if (!made.Ok) { await Refused(db, actor, line, made.Problems[0]); return; }
        (line.State, _asking, _reason) = (FindingState.Assigned, Asking.Nothing, "");
        await Done(db, actor, line, made.Value.DecisionId, Verdict.Assign, next);
    });

    private async Task Done(CountyDb db, Actor actor, WorkLine line, Guid decision, Verdict verdict, WorkLine? next)
    {
        line.DecisionId = decision;
        _decided++;
        _undo.Push((decision, line));
        _said = L["第 {0} 条已{1}。", line.Place, L[DecisionSentence.Word(verdict)]] + (next is null ? L["这些差异都处理完了。"].Value : "");
        await Bring(db, actor, next ?? line, looked: next is not null);
    }

    /// <summary>Says why, and shows the discrepancy as it stands now: often somebody else was quicker.</summary>
    private async Task Refused(CountyDb db, Actor actor, WorkLine line, Problem problem)
    {
        db.ChangeTracker.Clear();
        db.Trail.Forget();
        _said = Words.Of(problem.Message);
        await Bring(db, actor, line);
        if (_view is { } view) (line.State, line.DecisionId) = (view.Finding.State, view.Finding.DecisionId);
    }

    private Task UndoLast() => Turn(async (db, actor) =>
    {
        if (!_undo.TryPop(out var last)) return;
        var undone = await Undoer.Handle(db, actor, RunId, last.Decision, default);
        _said = undone.Ok ? Undone(undone.Value) : Words.Of(undone.Problems[0].Message);
        await FindWork.Refresh(db, actor, _run!, last.Line is { } one ? [one] : _all, default);
        if (undone.Ok && last.Line is not null) _decided--;
        if ((last.Line ?? _current) is { } line) await Bring(db, actor, line);
    });

    private string Undone(UndoResult result) => L["已撤销，{0} 条恢复原样。", Show.Count(result.Undone)]
        + string.Concat(result.Left.GroupBy(l => l.Why).Select(g => L["{0} 条没有恢复：{1}", Show.Count(g.Count()), Words.Of(g.Key)].Value));

    private Task Step(int by) => Turn(async (db, actor) =>
    {
        var at = _current is null ? -1 : _lines.IndexOf(_current);
        if (at + by < 0 || at + by >= _lines.Count) { _said = by > 0 ? L["已是最后一条。"] : L["已是第一条。"]; return; }
        _said = "";
        await Bring(db, actor, _lines[at + by]);
    });

    private Task Go(WorkLine line) => Turn((db, actor) => Bring(db, actor, line));

    private Task Filter(FindingFilter filter) => Turn(async (db, actor) =>
    {
        await FindWork.Refresh(db, actor, _run!, _all, default);
        (_filter, _lines) = (filter, _all.FindAll(l => l.Fits(filter)));
        MakeChoices();
        _said = L["共 {0} 条", Show.Count(_lines.Count)];
        await Bring(db, actor, _lines.FirstOrDefault());
    });

    private async Task Bring(CountyDb db, Actor actor, WorkLine? line, bool looked = false)
    {
        (_current, _purpose) = (line, "");
        if (line is null) { _view = null; return; }
        if (!looked && line.PersonId is not null)
        {
            Look(db, actor, line);
            await db.SaveChangesAsync();
        }
        _view = await Shows.Handle(db, actor, _run!, _lists, line.Id, default);
        _from = Math.Max(0, _lines.IndexOf(line)) / PageSize * PageSize;
        await Find.Names(db, actor, RunId, _lines.Skip(_from).Take(PageSize), default);
    }

    /// <summary>Who opens a discrepancy looks at the person; saved with the act that brings it up.</summary>
    private void Look(CountyDb db, Actor actor, WorkLine? line)
    {
        if (line?.PersonId is { } person) db.Trail.Record(actor, "registry.open", "person", person, null, new { comparison = RunId });
    }

    private WorkLine? NextOpen(WorkLine line)
    {
        var at = _lines.IndexOf(line);
        return _lines.Skip(at + 1).Concat(_lines.Take(Math.Max(0, at))).FirstOrDefault(l => l.State == FindingState.Open);
    }

    private Task Reveal(FindingView view) => Turn(async (db, actor) =>
    {
        if (!RevealValue.Purposes.Contains(_purpose) || !view.MayReveal) { _said = L["请选择查看的用途。"]; return; }
        db.Trail.Record(actor, "registry.unmask", view.Finding.PersonId is null ? "finding" : "person", view.Finding.PersonId ?? view.Finding.Id, _purpose, new { finding = view.Finding.Id });
        await db.SaveChangesAsync();
        _view = await Shows.Handle(db, actor, _run!, _lists, view.Finding.Id, default, unmasked: true);
    });

    private Task OpenAssign() => Ask(Asking.Assign);

    private Task Ask(Asking what)
    {
        (_asking, _reason, _focus) = (what, "", what != Asking.Nothing);
        return Task.CompletedTask;
    }

    private Task Close() => Ask(Asking.Nothing);

    private async Task OpenBulk()
    {
        await Ask(Asking.Bulk);
        await Preview(Verdict.Accept);
    }

    /// <summary>Freezes what the filter meets now and says what would happen to just these.</summary>
    private Task Preview(Verdict verdict) => Turn(async (db, actor) =>
    {
        _verdict = verdict;
        _frozen = await PlanDecision.Freeze(db, actor, _run!, _filter, default);
        _sentence = Sentence.Of(await Planner.Handle(db, actor, _run!, verdict, _frozen, default));
    });

    private Task RunBulk() => Turn(async (db, actor) =>
    {
        var made = _verdict == Verdict.Assign
            ? await Assigner.Handle(db, actor, new AssignInput(RunId, _frozen, _to, _due, _reason), default)
            : await Decider.Handle(db, actor, new DecideInput(RunId, _verdict, _frozen, _reason), default);
        if (!made.Ok) { _said = Words.Of(made.Problems[0].Message); return; }
        var known = _frozen.Select(f => f.Id).ToHashSet();
        var since = (await PlanDecision.Freeze(db, actor, _run!, _filter, default)).Count(f => !known.Contains(f.Id));
        _undo.Push((made.Value.DecisionId, null));
        (_asking, _decided) = (Asking.Nothing, _decided + made.Value.Decided);
        _said = L["{0} 条已{1}。", Show.Count(made.Value.Decided), L[DecisionSentence.Word(_verdict)]]
            + (made.Value.Left.Count == 0 ? "" : L["{0} 条没有动。", Show.Count(made.Value.Left.Count)].Value)
            + (since == 0 ? "" : L["另有 {0} 条在此期间新符合条件，没有处理。", Show.Count(since)].Value);
        db.ChangeTracker.Clear();
        await FindWork.Refresh(db, actor, _run!, _all, default);
        MakeChoices();
        await Bring(db, actor, _lines.Find(l => l.State == FindingState.Open) ?? _current);
    });

    /// <summary>What each filter may be set to and how many it would show; counted when the list is made anew, not with every key.</summary>
    private void MakeChoices()
    {
        var whatever = _filter with { State = null, Unsettled = false };
        _states = [new(FindingFilter.UnsettledState, L["还没有办结"]), .. Choices(whatever, l => l.State.ToString(), s => CompareWords.State(Enum.Parse<FindingState>(s), L))];
        _codes = [.. Choices(_filter with { Code = null }, l => l.Code, c => Labels.Label(Labels.Finding, c)!)];
        _villages = [.. Choices(_filter with { Area = null }, l => l.VillageCode.Length == 0 ? FindingFilter.NoArea : l.VillageCode, v => v == FindingFilter.NoArea ? L["村名认不出"] : _tree!.Path(v))];
        _owners = [.. Choices(_filter with { Owner = null }, l => l.Owner, o => L[o])];
        _listChoices = _lists.ConvertAll(l => new Option(l.ListNo.ToString(CultureInfo.InvariantCulture), l.Title));
    }

    private IEnumerable<Option> Choices(FindingFilter filter, Func<WorkLine, string> by, Func<string, string> word) =>
        _all.Where(l => l.Fits(filter)).GroupBy(by, StringComparer.Ordinal).OrderByDescending(g => g.Count()).Select(g => new Option(g.Key, L["{0}（{1}）", word(g.Key), Show.Count(g.Count())]));

    private static string? Text(object? value) => value is string { Length: > 0 } text ? text : null;

    private static int? Number(string? value) => int.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        try
        {
            if (_keys is not null) await _keys.InvokeVoidAsync("stop");
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its listeners with it.
        }
    }
}
