using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Populations;

namespace CollateralActors.Simulation.Scenarios;

/// <summary>
/// All that is asked of the venue in one run of a scenario, round by round. The same scenario gives the same run.
/// </summary>
/// <remarks>Nothing here looks at the venue: what traders ask does not depend on what the venue answers.</remarks>
public sealed class ScenarioRun
{
    private ScenarioRun(Scenario scenario) => (Scenario, Path) = (scenario, MarketPath.Of(scenario));

    public Scenario Scenario { get; }

    /// <summary>The market that it runs on.</summary>
    public MarketPath Path { get; }

    /// <summary>Number of rounds, the one that sets up and the closing ones among them.</summary>
    public int RoundCount => Path.Count;

    /// <summary>The run of <paramref name="scenario"/> under its seed.</summary>
    public static ScenarioRun Of(Scenario scenario) => new(scenario);

    /// <summary>The rounds in order; each enumeration makes them anew.</summary>
    public IEnumerable<ScenarioRound> Rounds()
    {
        var traders = TraderFactory.Traders(Scenario).ToArray();
        var desk = new TradingDesk(Scenario, Path);
        var arrivals = new Arrivals(Scenario, desk, traders);
        var business = new Business(Scenario, desk, traders);
        for (var round = 0; round < Path.Count; round++)
        {
            var sheet = new InputSheet(round);
            if (round == 0)
                SetUp(sheet);
            else if (round < Scenario.Series.Ticks.Count)
                Trade(round, sheet);
            if (round > 0)
            {
                Operate(round, sheet);
                Promise(round, sheet);
                Act(round, sheet);
            }

            yield return new ScenarioRound(round, Path.ViewAt(round).Time, sheet.Inputs, QuotesOf(round));
        }

        void Trade(int round, InputSheet sheet)
        {
            desk.Begin(round, sheet);
            foreach (var trader in traders)
                trader.Settle(desk.Market);
            if (round == 1)
                Provide(sheet);
            arrivals.Write();
            business.Write(sheet);
        }
    }

    private void SetUp(InputSheet sheet)
    {
        sheet.Add(Entities.RiskBook, new RiskBookCommand.Adopt(Scenario.Risk));
        sheet.Add(Entities.Market, new MarketCommand.OpenMarket([.. Scenario.Symbols.Select(symbol => symbol.Oracle)]));
    }

    private void Operate(int round, InputSheet sheet)
    {
        foreach (var change in Scenario.BookChanges.Where(change => Begins(change.FromMinute)))
        {
            sheet.Add(
                Entities.RiskBook,
                new RiskBookCommand.Adopt(change.Risk)
                {
                    EffectiveAt = change.EffectiveAt,
                    GraceUntil = change.GraceUntil,
                });
        }

        foreach (var halt in Scenario.Halts)
        {
            if (Begins(halt.FromMinute))
                sheet.Add(
                    Entities.Market,
                    halt.Symbol is { } s ? new MarketCommand.HaltSymbol(s) : new MarketCommand.HaltVenue());
            if (Begins(halt.ToMinute))
                sheet.Add(
                    Entities.Market,
                    halt.Symbol is { } s ? new MarketCommand.ResumeSymbol(s) : new MarketCommand.ResumeVenue());
        }

        bool Begins(int minute) => IsFirstOf(minute, round);
    }

    private void Promise(int round, InputSheet sheet)
    {
        foreach (var plan in Scenario.Escrows)
        {
            var escrow = Entities.Escrow(plan.Escrow);
            if (IsFirstOf(plan.FromMinute, round))
            {
                sheet.Add(escrow, new EscrowCommand.Propose(plan.Programme));
                foreach (var (party, asset, amount) in plan.Programme.Locks)
                {
                    sheet.Add(party, new AccountCommand.Deposit(asset, amount));
                    if (!plan.Absent.Contains(party))
                        sheet.Add(party, new AccountCommand.LockInEscrow(plan.Escrow, asset, amount));
                }
            }

            foreach (var choice in plan.Choices.Where(choice => IsFirstOf(choice.Minute, round)))
            {
                sheet.Add(escrow, plan.Programme.Find(choice.Exit)?.When is EscrowCondition.Decided
                    ? new EscrowCommand.Rule(choice.By, choice.Exit)
                    : new EscrowCommand.Agree(choice.By, choice.Exit));
            }
        }
    }

    private void Act(int round, InputSheet sheet)
    {
        foreach (var act in Scenario.Acts.Where(act => IsFirstOf(act.Minute, round)))
            sheet.Add(act.Account, act.Command);
    }

    private bool IsFirstOf(int minute, int round)
    {
        return MinuteOf(round) >= minute && (round == 1 || MinuteOf(round - 1) < minute);

        double MinuteOf(int tick) => (Path.ViewAt(tick).Time - Path.ViewAt(0).Time).TotalMinutes;
    }

    // Lots and amounts can be judged only by a risk book that is in force, which it is from the first frame on.
    private void Provide(InputSheet sheet)
    {
        foreach (var book in Scenario.Books)
            sheet.Add(Entities.OrderBook(book.Instrument), new OrderBookCommand.OpenBook(ParametersOf(book)));
        foreach (var contribution in Scenario.Contributions)
            sheet.Add(Entities.Fund(contribution.Asset), new FundCommand.Contribute(contribution.Amount));
        foreach (var maker in Scenario.MarketMakers.Ids)
        {
            foreach (var deposit in Scenario.MarketMakers.Deposits)
                sheet.Add(maker, new AccountCommand.Deposit(deposit.Asset, deposit.Amount));
        }
    }

    private BookParameters ParametersOf(BookModel book) => new(
        book.HalfSpread, book.LevelStep, book.LevelQuantity, book.Levels, book.RecoveryPerFrame,
        Scenario.MarketMakers.Ids.ToValueList())
    {
        QuotesAs = book.QuotesAs,
    };

    private Envelope QuotesOf(int round) => new(
        Entities.Market,
        new Origin.Client(new CommandId(FormattableString.Invariant($"r{round}-quotes"))),
        new MarketCommand.SubmitQuotes(Path.QuotesAt(round)));
}
