using System.Collections.Immutable;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>
/// A random day at the venue: deposits, orders, trades, withdrawals, isolated positions and prices that jump.
/// </summary>
internal static class RandomDays
{
    public static readonly string[] Traders = ["alice", "alice.hedge", "carol", "carol.spot", "erin"];
    private static readonly string[] Makers = ["maker-1", "maker-2"];
    private static readonly InstrumentId[] Instruments = [Venue.BtcPerp, Venue.EthPerp, Venue.BtcUsd, DatedVenue.BtcDec, DatedVenue.BtcUsdDec];
    private static readonly InstrumentParameters[] Dated = [DatedVenue.Future, DatedVenue.InverseFuture, DatedVenue.Call, DatedVenue.Put];

    private static DebtRules Debts { get; } = new()
    {
        BorrowRate = new Rate(0.1m),
        ConversionLimit = new Amount(1m),
        ConversionFee = new Rate(0.005m),
    };

    // A second version of the rules from this frame on: USDC stops to be collateral two steps later.
    private const long ChangesAt = 10;

    /// <summary>Every rule at once: funding, contracts that end, spot, debts, portfolio mode, limits, totals.</summary>
    public static RiskBook Rules { get; } = RulesOf(Venue.WithPortfolio(Totals.Counted.Wide, Venue.Scans));

    public static VenueInMemory Run(int seed, int faultsPerCent, int steps = 60, RiskBook? risk = null)
    {
        var venue = new VenueInMemory(seed, faultsPerCent);
        var (random, frame, btc, eth) = (venue.Random, 1L, 50_000m, 2_500m);
        (InstrumentId Instrument, decimal Index)[] funding =
            [(Venue.BtcPerp, 0m), (Venue.EthPerp, 0m), (Venue.BtcUsd, 0m)];
        (AssetId Asset, decimal Index)[] interest = [(Venue.Btc, 1m), (Venue.Usdt, 1m)];
        var rules = RandomEpisodes.On(risk is null ? Rules : RulesOf(risk), seed);
        var isPath = IsPath(seed);
        var later = isPath ? RandomPaths.Raised(Later(rules)) : Later(rules);
        var settled = new List<(InstrumentId, decimal)>();
        var quality = PriceQuality.Good;
        var escrows = new RandomEscrows(venue, seed);
        var policies = seed % 3 == 0 ? new RandomPolicies(venue, seed) : null;
        var loans = rules[Venue.Usdt].Lending is null ? null : new RandomLoans(venue, seed);
        var operators = seed % 5 == 1 ? new RandomOperators(venue, seed) : null;
        venue.Issue(WithLending(Venue.Frame(risk: rules).Settled()));
        Open(venue);
        if (loans is not null)
            RandomLoans.Begin(venue);
        for (var step = 0; step < steps; step++)
        {
            var trader = Traders[random.Next(Traders.Length)];
            switch (random.Next(14))
            {
                case 0:
                    venue.Ask($"deposit-{step}", Account(trader), Venue.Deposit(random.Next(1, 4_000), Asset(random)));
                    break;
                case 1:
                    venue.Ask($"withdraw-{step}", Account(trader), Venue.Withdraw(random.Next(1, 3_000), Asset(random)));
                    break;
                case 2:
                    venue.Ask(
                        $"reserve-{step}", Account(trader), random.Next(3) == 0 ? SpotOrder(random, btc) : Order(venue, trader, btc));
                    break;
                case 3:
                    venue.Ask($"release-{step}", Account(trader), new AccountCommand.ReleaseOrder(new OrderId($"order-{random.Next(4)}")));
                    break;
                case 4:
                    venue.Ask($"transfer-{step}", Account(trader), Transfer(random, trader));
                    break;
                case 5 when random.Next(2) == 0:
                    venue.Ask($"mode-{step}", Account(trader), new AccountCommand.SwitchMode(random.Next(3) == 0 ? MarginMode.Cross : MarginMode.Portfolio));
                    break;
                case 5:
                    venue.Ask($"leverage-{step}", Account(trader), new AccountCommand.SetLeverage(Instrument(random), new Rate(random.Next(1, 60))));
                    break;
                case 8 or 9:
                    venue.Ask($"margin-{step}", Account(trader), Margin(venue, trader));
                    break;
                case 6:
                    venue.Ask($"abandon-{step}", Account(trader), new AccountCommand.AbandonExercise(Option(venue, trader)));
                    break;
                case 7 or 10:
                    venue.Ask($"trade-{step}", Account(trader), Trade(random, step, trader, btc, eth));
                    break;
                default:
                    btc = Jump(random, btc);
                    eth = Jump(random, eth);
                    Pay(random, funding);
                    Grow(random, interest);
                    quality = Change(random, quality, ++frame);
                    venue.Issue(Next(frame));
                    break;
            }

            escrows.Act(step, btc);
            loans?.Act(step);
            policies?.Act(step);
            operators?.Act();
            venue.DeliverSome(random.Next(30));
        }

        // Nothing else may wake who waits: neither a price that moves nor an asset that comes back.
        quality = new PriceQuality { RemainingSince = quality.Remaining.IsEmpty ? quality.RemainingSince : new FrameNumber(frame + 1) };
        venue.ComeToRest(number =>
        {
            operators?.GiveAllBack();
            return Next(number);
        });
        return venue;

        MarketView Next(long number)
        {
            var ended = Dated.Where(contract => contract.Expiry!.At.UnixMilliseconds <= number * 1_000 && settled.All(s => s.Item1 != contract.Id));
            settled.AddRange(ended.Select(contract => (contract.Id, btc + (random.Next(1_000) / 7m))).ToList());
            var inForce = number < ChangesAt ? rules : later;
            var view = WithLending(Marked(Venue.FrameOwing(interest, number, btc, eth, inForce, funding).Settled([.. settled]), quality));
            return isPath ? RandomPaths.On(view, rules, ChangesAt) : view;
        }

        // A frame says what pools have reported, and what a loan owed before it.
        MarketView WithLending(MarketView view) => loans is null ? view : LendingVenue.Of(
            view, LendingVenue.Lent([.. interest.Select(i => (i.Asset, venue.Frames.Latest?.InterestIndex(i.Asset).Value ?? 1m))]), venue.Pools);
    }

    /// <summary>Whether the second version asks for more on a day, and comes by a grace path.</summary>
    public static bool IsPath(int seed) => seed % 4 == 1;

    /// <summary>The same rules where orders reserve fees, and debts cost something.</summary>
    private static RiskBook Owing(RiskBook risk) => Venue.With(
        risk,
        [.. risk.Assets.Select(asset => asset with { Debt = Debts })],
        FeeReserve.OpeningAndClosing);

    // More than any venue charges in an hour, so that it decides now and then.
    private static void Grow(Random random, (AssetId Asset, decimal Index)[] interest)
    {
        for (var i = 0; i < interest.Length; i++)
        {
            if (random.Next(3) == 0)
                interest[i].Index = Decimals.Up(interest[i].Index * (1m + (random.Next(1, 100) * 0.000217m)), 15);
        }
    }

    // Some close just what the trader holds, so that what closes a part of it otherwise trims them.
    private static AccountCommand.ReserveOrder Order(VenueInMemory venue, string trader, decimal btc)
    {
        var random = venue.Random;
        var order = $"order-{random.Next(4)}";
        var held = venue.Accounts.Where(account => account.Id.Value == trader)
            .Sum(account => account.Positions.GetValueOrDefault(Venue.BtcPerp).Quantity.Contracts);
        if (held != 0m && random.Next(3) == 0)
            return Venue.Reserve(order, -held, Math.Round(btc, 1)) with { IsReduceOnly = true };
        var quantity = Signed(random, 3) / 10m;
        var plain = random.Next(4) == 0
            ? Venue.Reserve(order, quantity, random.Next(1, 400) / 10m, random.Next(2) == 0 ? DatedVenue.BtcCall : DatedVenue.BtcPut)
            : Venue.Reserve(order, quantity, Math.Round(btc, 1));
        return plain with { IsPostOnly = random.Next(4) == 0, IsReduceOnly = random.Next(2) == 0 };
    }

    private static AccountCommand.ReserveOrder SpotOrder(Random random, decimal btc) =>
        Venue.Reserve($"order-{random.Next(4)}", Signed(random, 60) / 1_000m, Math.Round(btc, 1), SpotVenue.BtcUsdt);

    private static RiskBook RulesOf(RiskBook risk) => Venue.WithCalls(
        Venue.WithPriceUse(Owing(SpotVenue.On(DatedVenue.With(Limited(Venue.WithFunding(risk)), Dated)))),
        Calls);

    private static CallRules Calls => new() { WarningRatio = new Rate(2m), Period = TimeSpan.FromSeconds(2) };

    private static RiskBook Limited(RiskBook risk) =>
        DatedVenue.With(risk, risk[Venue.BtcPerp] with { PositionLimit = 0.4m });

    private static RiskBook Later(RiskBook risk) => new(
        new RiskBookVersion(2), risk.Valuation, risk.MarginCallRatio, risk.LiquidationTarget,
        risk.Assets.Select(asset => asset.Id != Venue.Usdc ? asset : asset with { Rules = PhasedOut }), risk.Instruments)
    {
        Portfolio = risk.Portfolio,
        ProfitWeights = new ProfitWeights(new Rate(0.8m), new Rate(0.5m)),
        FeeReserve = risk.FeeReserve,
        PriceUse = risk.PriceUse,
        Calls = Calls with { OnExpiry = CallExpiry.ReduceOnly },
        Liquidation = risk.Liquidation,
    };

    private static CollateralRules PhasedOut { get; } = new()
    {
        DepositsClosed = true,
        PhaseOut = [new(new Instant((ChangesAt + 1) * 1_000), new Rate(0.5m)), new(new Instant((ChangesAt + 3) * 1_000), Rate.Zero)],
    };

    // ETH-PERP has a mark of its own, near the index; volatilities move with the price.
    private static MarketView Marked(MarketView view, PriceQuality quality)
    {
        var (btc, eth) = (view.IndexPrices[Venue.Btc].Value, view.IndexPrices[Venue.Eth].Value);
        var mark = new Price(Math.Round(eth * (1m + ((btc % 11m) / 1_000m)), 2));
        var volatility = new Rate(0.3m + (btc % 1_000m / 1_000m));
        return new MarketView(
            view.Frame, view.Time, view.Risk, view.IndexPrices, view.Marks.SetItem(Venue.EthPerp, mark),
            view.OptionQuotes.ToImmutableSortedDictionary(quote => quote.Key, _ => new OptionQuote(volatility)), quality)
        {
            FundingIndices = view.FundingIndices,
            InterestIndices = view.InterestIndices,
            Settlements = view.Settlements,
        };
    }

    // Mostly prices are good; now and then one is stale, halted or lost, or the whole venue is halted.
    private static PriceQuality Change(Random random, PriceQuality before, long frame)
    {
        if (random.Next(3) > 0)
            return before;
        var isLost = random.Next(4) == 0;
        return new PriceQuality
        {
            Conditions = new[] { "BTC", "ETH", "USDC" }.Where(_ => random.Next(5) == 0).ToImmutableSortedDictionary(
                name => new Symbol(name), _ => (OracleCondition)random.Next(2, 7)),
            Cautious = random.Next(3) == 0
                ? Qualities.Cautious(("BTC", 49_000m, 51_000m)).Cautious
                : ImmutableSortedDictionary<Symbol, CautiousPrices>.Empty,
            Remaining = isLost
                ? ImmutableSortedDictionary<AssetId, Rate>.Empty.Add(Venue.Usdc, new Rate(random.Next(101) / 100m))
                : ImmutableSortedDictionary<AssetId, Rate>.Empty,
            RemainingSince = isLost || !before.Remaining.IsEmpty ? new FrameNumber(frame) : before.RemainingSince,
            IsVenueHalted = random.Next(6) == 0,
            AreLiquidationsPaused = random.Next(8) == 0,
        };
    }

    // More than a venue would ever charge for so short a time, so that it decides now and then.
    private static void Pay(Random random, (InstrumentId Instrument, decimal Index)[] funding)
    {
        for (var i = 0; i < funding.Length; i++)
        {
            var price = funding[i].Instrument == Venue.BtcPerp ? 50_000m : funding[i].Instrument == Venue.EthPerp ? 2_500m : 1m / 50_000m;
            if (random.Next(3) == 0)
                funding[i].Index += Math.Round(random.Next(-50, 51) * 0.000217m * price, 11);
        }
    }

    private static void Open(VenueInMemory venue)
    {
        foreach (var trader in Traders)
            venue.Ask($"open-{trader}", Account(trader), Venue.Deposit(3_000m));
        foreach (var trader in Traders.Where(_ => venue.Random.Next(2) == 0))
        {
            var isolated = Instruments[venue.Random.Next(Instruments.Length)];
            venue.Ask($"isolate-{trader}", Account(trader), new AccountCommand.SetMarginType(isolated, MarginType.Isolated));
            venue.Ask($"coins-{trader}", Account(trader), Venue.Deposit(0.05m, Venue.Btc));
        }

        foreach (var maker in Makers)
        {
            venue.Ask($"open-{maker}", Account(maker), Venue.Deposit(5_000_000m));
            venue.Ask($"coins-{maker}", Account(maker), Venue.Deposit(100m, Venue.Btc));
        }

        venue.Ask("fund", Entities.Fund(Venue.Usdt), new FundCommand.Contribute(new Amount(400m)));
        foreach (var instrument in Rules.Instruments)
        {
            venue.Ask($"book-{instrument.Id}", Entities.OrderBook(instrument.Id), new OrderBookCommand.OpenBook(new BookParameters(
                new Rate(0.0005m), new Rate(0.0005m), new Quantity(instrument.IsInverse ? 50m : 0.5m), 10,
                new Quantity(instrument.IsInverse ? 100m : 1m), [.. Makers.Select(maker => new AccountId(maker))])));
        }
    }

    private static AccountCommand.ApplyTrade Trade(Random random, int step, string trader, decimal btc, decimal eth)
    {
        var other = Traders[(Array.IndexOf(Traders, trader) + 1 + random.Next(Traders.Length - 1)) % Traders.Length];
        var (instrument, quantity, price) = random.Next(9) switch
        {
            7 or 8 => (SpotVenue.BtcUsdt, Signed(random, 60) / 1_000m, Math.Round(btc, 1)),
            3 => (DatedVenue.BtcDec, Signed(random, 12) / 10m, Math.Round(btc, 1)),
            4 => (DatedVenue.BtcUsdDec, Signed(random, 400), Math.Round(btc, 0)),
            5 => (DatedVenue.BtcCall, Signed(random, 12) / 10m, random.Next(1, 400) / 10m),
            6 => (DatedVenue.BtcPut, Signed(random, 12) / 10m, random.Next(1, 400) / 10m),
            0 => (Venue.BtcPerp, Signed(random, 12) / 10m, Math.Round(btc, 1)),
            1 => (Venue.EthPerp, Signed(random, 20), Math.Round(eth, 2)),
            _ => (Venue.BtcUsd, Signed(random, 400), Math.Round(btc, 0)),
        };
        return new AccountCommand.ApplyTrade(
            new TradeId($"trade-{step}"), instrument, new AccountId(other), new Quantity(quantity), new Price(price),
            new TradeSide(true, $"order-{random.Next(4)}"), new TradeSide(false, $"order-{random.Next(4)}"), TradeRole.Initiating);
    }

    private static AccountCommand Margin(VenueInMemory venue, string trader)
    {
        var random = venue.Random;
        var isolated = venue.Accounts.Where(account => account.Id.Value == trader).SelectMany(account => account.Isolated.Keys).ToList();
        var instrument = isolated.Count > 0 && random.Next(4) > 0
            ? isolated[random.Next(isolated.Count)]
            : Instruments[random.Next(Instruments.Length)];
        var amount = new Amount(instrument == Venue.BtcUsd || instrument == DatedVenue.BtcUsdDec ? random.Next(1, 30) / 1_000m : random.Next(1, 900));
        return random.Next(8) switch
        {
            0 => new AccountCommand.SetMarginType(instrument, MarginType.Cross),
            1 or 2 => new AccountCommand.SetMarginType(instrument, MarginType.Isolated),
            3 or 4 => new AccountCommand.RemoveMargin(instrument, new Amount(amount.Value / 100m)),
            _ => new AccountCommand.AddMargin(instrument, amount),
        };
    }

    private static decimal Signed(Random random, int most) => random.Next(1, most + 1) * (random.Next(2) == 0 ? -1m : 1m);

    private static decimal Jump(Random random, decimal price) =>
        Math.Round(price * (1m + ((random.Next(-60, 61) + (random.Next(10) == 0 ? random.Next(-80, 81) : 0)) / 1_000m)), 2);

    // Now and then to an account that nobody has opened, to itself, or to another owner.
    private static AccountCommand.Transfer Transfer(Random random, string from)
    {
        var owner = from.Split('.')[0];
        string[] receivers = [owner, $"{owner}.hedge", $"{owner}.spot", $"{owner}.hedge", Traders[random.Next(Traders.Length)]];
        return new(
            new AccountId(receivers[random.Next(receivers.Length)]), Asset(random), new Amount(random.Next(1, 2_000)));
    }

    // Mostly one that the trader is long of.
    private static InstrumentId Option(VenueInMemory venue, string trader)
    {
        var held = venue.Accounts.Where(account => account.Id.Value == trader).SelectMany(account => account.Positions)
            .Where(position => Rules[position.Key].IsOption && position.Value.Quantity.Sign > 0)
            .Select(position => position.Key)
            .ToList();
        return held.Count > 0 ? held[venue.Random.Next(held.Count)]
            : venue.Random.Next(2) == 0 ? DatedVenue.BtcCall : DatedVenue.BtcPut;
    }

    private static InstrumentId Instrument(Random random) =>
        Venue.Rules.Instruments[random.Next(Venue.Rules.Instruments.Count)].Id;

    private static AssetId Asset(Random random) =>
        random.Next(5) switch { 0 => Venue.Usdc, 1 => Venue.Usd, _ => Venue.Usdt };

    private static EntityId Account(string name) => Entities.Account(new AccountId(name));
}
