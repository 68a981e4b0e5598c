using System.Globalization;
using System.Text.RegularExpressions;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Tests.Pages;

/// <summary>Tells an example to a venue, sentence by sentence; docs/examples.md lists the sentences.</summary>
internal sealed class Story
{
    private const string Number = "-?[0-9.]+";

    private readonly List<(Regex Sentence, Action<GroupCollection> Tell)> sentences = [];
    private readonly ExampleVenue venue;
    private readonly ExampleFigures figures;
    private Outcome? outcome;
    private bool isOpen;
    private bool hasNewRules = true;

    public Story(PageExample example)
    {
        venue = new ExampleVenue(PriceNames(example).Select(name => new Symbol(name)));
        figures = new ExampleFigures(venue);
        AddRules();
        AddPrices();
        AddMoney();
        AddTrading();
        AddTerms();
        AddEscrows();
    }

    /// <summary>Fails where the line says what the venue does not.</summary>
    public void Tell(string line)
    {
        if (line.StartsWith('>'))
        {
            var refused = Assert.IsType<Outcome.Refused>(outcome);
            Assert.Contains(line[1..].Trim(), refused.Reason.Detail, StringComparison.Ordinal);
            return;
        }

        var isRule = Regex.IsMatch(line, "^((book|oracle) |[0-9]+ levels of )");
        if (!isRule && hasNewRules && !IsPrice(line))
            PutInForce();
        if (!isRule && figures.Check(line))
            return;
        var refusal = Regex.Match(line, "^(.*): refused, ([a-z-]+)$");
        Do(refusal.Success ? refusal.Groups[1].Value : line);
        if (refusal.Success)
            Assert.Equal(refusal.Groups[2].Value, WordOf(Assert.IsType<Outcome.Refused>(outcome).Reason.Code));
        else
            Assert.True(outcome is not Outcome.Refused and not Outcome.Busy, outcome?.ToString());
    }

    private void Do(string line)
    {
        outcome = null;
        foreach (var (sentence, tell) in sentences)
        {
            if (sentence.Match(line) is not { Success: true } match)
                continue;
            tell(match.Groups);
            return;
        }

        Assert.Fail("no such sentence: docs/examples.md lists them");
    }

    private void AddRules()
    {
        Add("book (?<path>[^ ]+) = (?<json>.+)", g =>
        {
            venue.SetRule(g["path"].Value, g["json"].Value);
            hasNewRules = true;
        });
        Add("oracle (?<symbol>[^ .]+)\\.(?<path>[^ ]+) = (?<json>.+)", g =>
            venue.SetOracle(g["symbol"].Value, g["path"].Value, g["json"].Value));
    }

    private void AddPrices()
    {
        Add($"(?<count>{Number}) (?<unit>second|minute|hour|day)s? (pass|passes)", g =>
        {
            venue.Pass(TimeSpan.FromSeconds((double)Of(g["count"]) * g["unit"].Value switch
            {
                "second" => 1,
                "minute" => 60,
                "hour" => 3_600,
                _ => 86_400,
            }));
        });
        Add("it is (?<time>[0-9-]+( [0-9:]+)?)", g => venue.PassUntil(new Instant(
            DateTimeOffset.Parse(g["time"].Value + "Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds())));
        Add("(?<source>[abc]) (?<what>falls silent|quotes again)( on (?<symbol>.+))?", g => venue.Silence(
            g["source"].Value, g["symbol"].Success ? g["symbol"].Value : null, g["what"].Value == "falls silent"));
        Add("the venue (?<what>halts|resumes)", g => Said(venue.Ask(
            Entities.Market,
            g["what"].Value == "halts" ? new MarketCommand.HaltVenue() : new MarketCommand.ResumeVenue())));
        Add("liquidations (?<what>pause|go on)", g => Said(venue.Ask(
            Entities.Market,
            g["what"].Value == "pause" ? new MarketCommand.PauseLiquidations() : new MarketCommand.ResumeLiquidations())));
        Add("(?<symbol>[^ ]+) (?<what>is halted|resumes)", g => Said(venue.Ask(
            Entities.Market,
            g["what"].Value == "resumes"
                ? new MarketCommand.ResumeSymbol(new Symbol(g["symbol"].Value))
                : new MarketCommand.HaltSymbol(new Symbol(g["symbol"].Value)))));
        Add("a frame passes", _ => venue.Frame());
        Add("(?<prices>[^ ]+ is [0-9].*)", g => Quote(g["prices"].Value));
    }

    private void AddMoney()
    {
        Add("(?<who>[^ ]+) deposits (?<amount>[0-9.]+) (?<asset>[^ ]+)", g =>
            Ask(g, new AccountCommand.Deposit(new AssetId(g["asset"].Value), AmountOf(g))));
        Add("(?<who>[^ ]+) withdraws (?<amount>[0-9.]+) (?<asset>[^ ]+)", g =>
            Ask(g, new AccountCommand.Withdraw(new AssetId(g["asset"].Value), AmountOf(g))));
        Add("(?<who>[^ ]+) transfers (?<amount>[0-9.]+) (?<asset>[^ ]+) to (?<to>[^ ]+)", g =>
            Ask(g, new AccountCommand.Transfer(
                new AccountId(g["to"].Value), new AssetId(g["asset"].Value), AmountOf(g))));
        Add("(?<who>[^ ]+) (?<what>supplies|borrows) (?<amount>[0-9.]+) (?<asset>[^ ]+)", g => Ask(
            g,
            g["what"].Value == "supplies"
                ? new AccountCommand.Supply(new AssetId(g["asset"].Value), AmountOf(g))
                : new AccountCommand.Borrow(new AssetId(g["asset"].Value), AmountOf(g))));
        Add("(?<who>[^ ]+) (?<what>redeems|repays) (?<amount>all|[0-9.]+) (?<asset>[^ ]+)", g =>
        {
            Amount? amount = g["amount"].Value == "all" ? null : AmountOf(g);
            Ask(g, g["what"].Value == "redeems"
                ? new AccountCommand.Redeem(new AssetId(g["asset"].Value), amount)
                : new AccountCommand.Repay(new AssetId(g["asset"].Value), amount));
        });
        Add(
            $"(?<levels>[0-9]+) levels of (?<quantity>{Number}) (?<instrument>[^ ,]+), (?<step>{Number}) apart"
            + $"(, (?<back>{Number}) come back)?(?<quote>, which quote)?",
            g => venue.SetDepth(
                InstrumentOf(g), int.Parse(g["levels"].Value, CultureInfo.InvariantCulture),
                new Quantity(Of(g["quantity"])), new Rate(Of(g["step"])),
                g["back"].Success ? new Quantity(Of(g["back"])) : null, g["quote"].Success));
        Add("the (?<asset>[^ ]+) fund gets (?<amount>[0-9.]+)", g => Said(venue.Ask(
            Entities.Fund(new AssetId(g["asset"].Value)), new FundCommand.Contribute(AmountOf(g)))));
    }

    private void AddTrading()
    {
        var order = $"(?<side>buy|sell) (?<quantity>{Number}) (?<instrument>[^ ]+) at (?<price>{Number})";
        Add($"(?<who>[^ ]+) orders (?<order>[^ :]+): {order}(?<post>, post-only)?(?<reduce>, reduce-only)?", g =>
            Ask(g, new AccountCommand.ReserveOrder(
                new OrderId(g["order"].Value), InstrumentOf(g), new Quantity(Signed(g)), new Price(Of(g["price"])))
            {
                IsPostOnly = g["post"].Success,
                IsReduceOnly = g["reduce"].Success,
            }));
        Add("(?<who>[^ ]+) releases (?<order>[^ ]+)", g =>
            Ask(g, new AccountCommand.ReleaseOrder(new OrderId(g["order"].Value))));
        Add(
            $"(?<who>[^ ]+) (?<side>buy|sell)s (?<quantity>{Number}) (?<instrument>[^ ]+) at (?<price>{Number})"
            + "( by (?<order>[^ ]+))?( with (?<other>[^ ]+))?",
            g => Ask(g, new AccountCommand.ApplyTrade(
                new TradeId(venue.NextName()),
                InstrumentOf(g),
                new AccountId(g["other"].Success ? g["other"].Value : "maker"),
                new Quantity(Signed(g)),
                new Price(Of(g["price"])),
                new TradeSide(!g["order"].Success, g["order"].Value),
                TradeSide.MakerOnly,
                TradeRole.Initiating)));
    }

    private void AddTerms()
    {
        Add("(?<who>[^ ]+) (?<what>isolates|joins) (?<instrument>[^ ]+)", g => Ask(g, new AccountCommand.SetMarginType(
            InstrumentOf(g), g["what"].Value == "isolates" ? MarginType.Isolated : MarginType.Cross)));
        Add($"(?<who>[^ ]+) (?<what>adds|takes) (?<amount>{Number}) (to|from) (?<instrument>[^ ]+)", g => Ask(
            g, g["what"].Value == "adds"
                ? new AccountCommand.AddMargin(InstrumentOf(g), AmountOf(g))
                : new AccountCommand.RemoveMargin(InstrumentOf(g), AmountOf(g))));
        Add($"(?<who>[^ ]+) levers (?<instrument>[^ ]+) (?<leverage>{Number}) times", g => Ask(
            g, new AccountCommand.SetLeverage(InstrumentOf(g), new Rate(Of(g["leverage"])))));
        Add("(?<who>[^ ]+) switches to (?<mode>cross|portfolio|loan) mode", g => Ask(g, new AccountCommand.SwitchMode(
            Enum.Parse<MarginMode>(g["mode"].Value, ignoreCase: true))));
        Add("(?<who>[^ ]+) wants (?<json>\\[.*\\])", g =>
            Ask(g, new AccountCommand.SetPolicies(venue.PoliciesOf(g["who"].Value, g["json"].Value))));
        Add("(?<who>[^ ]+) abandons (?<instrument>[^ ]+)", g =>
            Ask(g, new AccountCommand.AbandonExercise(InstrumentOf(g))));
    }

    private void AddEscrows()
    {
        Add("escrow (?<escrow>[^ ]+) is (?<json>{.+)", g =>
            AskEscrow(g, new EscrowCommand.Propose(ExampleVenue.ProgrammeOf(g["json"].Value))));
        Add("(?<escrow>[^ ]+) reads: (?<words>.+)", g =>
            Assert.Contains(g["words"].Value, EscrowWords.Of(venue.Escrow(g["escrow"].Value).Current!)));
        Add("(?<who>[^ ]+) locks (?<amount>[0-9.]+) (?<asset>[^ ]+) in (?<escrow>[^ ]+)", g =>
            Ask(g, new AccountCommand.LockInEscrow(
                new EscrowId(g["escrow"].Value), new AssetId(g["asset"].Value), AmountOf(g))));
        Add("(?<who>[^ ]+) (?<what>agrees to|decides for) (?<exit>[^ ]+) of (?<escrow>[^ ]+)", g => AskEscrow(
            g, g["what"].Value == "agrees to"
                ? new EscrowCommand.Agree(new AccountId(g["who"].Value), g["exit"].Value)
                : new EscrowCommand.Rule(new AccountId(g["who"].Value), g["exit"].Value)));
    }

    private void AskEscrow(GroupCollection groups, EscrowCommand command)
    {
        venue.CatchUp();
        Said(venue.Ask(Entities.Escrow(new EscrowId(groups["escrow"].Value)), command));
    }

    private void Add(string sentence, Action<GroupCollection> tell) =>
        sentences.Add((new Regex($"^{sentence}$", RegexOptions.CultureInvariant), tell));

    private void Ask(GroupCollection groups, AccountCommand command)
    {
        venue.CatchUp();
        Said(venue.Ask(Entities.Account(new AccountId(groups["who"].Value)), command));
    }

    private void Said(Outcome answer) => outcome = answer;

    private void PutInForce()
    {
        hasNewRules = false;
        venue.Adopt();
        isOpen = true;
    }

    // BTC is 100 ± 1 (a), 102 (b), ETH is 2600
    private void Quote(string prices)
    {
        var symbol = "";
        foreach (var part in prices.Split(", "))
        {
            var match = Regex.Match(
                part,
                $"^((?<symbol>[^ ]+) is )?(?<price>{Number})( ± (?<width>{Number}))?( \\((?<source>[abc])\\))?$");
            Assert.True(match.Success, $"'{part}' is no price");
            symbol = match.Groups["symbol"].Success ? match.Groups["symbol"].Value : symbol;
            venue.Quote(
                symbol, Of(match.Groups["price"]),
                match.Groups["source"].Success ? match.Groups["source"].Value : null,
                match.Groups["width"].Success ? Of(match.Groups["width"]) : null);
        }

        if (isOpen && !hasNewRules)
            venue.Frame();
    }

    private static bool IsPrice(string line) => Regex.IsMatch(line, "^(?!it )[^ ]+ is [0-9]");

    private static IEnumerable<string> PriceNames(PageExample example) => example.Lines
        .Where(line => IsPrice(line.Text))
        .SelectMany(line => Regex.Matches(line.Text, "([^ ,]+) is [0-9]").Select(match => match.Groups[1].Value))
        .Distinct();

    private static decimal Signed(GroupCollection groups) =>
        groups["side"].Value == "sell" ? -Of(groups["quantity"]) : Of(groups["quantity"]);

    private static InstrumentId InstrumentOf(GroupCollection groups) => new(groups["instrument"].Value);

    private static Amount AmountOf(GroupCollection groups) => new(Of(groups["amount"]));

    private static decimal Of(Group number) => decimal.Parse(number.Value, CultureInfo.InvariantCulture);

    private static string WordOf(RejectionCode code) =>
        Regex.Replace(code.ToString(), "(?<!^)([A-Z])", "-$1").ToLowerInvariant();
}
