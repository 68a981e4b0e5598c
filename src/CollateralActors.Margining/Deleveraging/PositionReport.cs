using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deleveraging;

/// <summary>What an account has to tell of its positions, so that their places are known before they matter.</summary>
/// <remarks>
/// Only where the risk book has deleveraging, and only when what was told last is off by more than one part in
/// <see cref="Steps"/>, or leverage, which moves with every price, by more than one part in
/// <see cref="LeverageSteps"/>: most of what an account does is not worth a message. Whoever is asked is looked at
/// again.
/// </remarks>
internal static class PositionReport
{
    /// <summary>One part in so many is the most that what was told may be off when the account is looked at.</summary>
    public const decimal Steps = 16m;

    /// <summary>The same of leverage.</summary>
    public const decimal LeverageSteps = 4m;

    /// <summary>The reports that are due, in order of the instruments.</summary>
    public static IEnumerable<AccountEvent.PositionTold> Due(
        AccountState account, IReadOnlyList<Assessment> seen, MarketView market)
    {
        if (market.Risk.Liquidation?.Deleveraging is null && account.Told.IsEmpty)
            yield break;
        var standings = market.Risk.Liquidation?.Deleveraging is null ? [] : Standings(account, seen, market);
        foreach (var (instrument, standing) in standings)
        {
            if (IsOff(standing, account.Told.GetValueOrDefault(instrument)))
                yield return new AccountEvent.PositionTold(instrument, standing);
        }

        foreach (var instrument in account.Told.Keys.Where(told => !standings.ContainsKey(told)))
            yield return new AccountEvent.PositionTold(instrument, PositionStanding.None);
    }

    private static SortedDictionary<InstrumentId, PositionStanding> Standings(
        AccountState account, IReadOnlyList<Assessment> seen, MarketView market)
    {
        var standings = new SortedDictionary<InstrumentId, PositionStanding>();
        foreach (var part in seen)
        {
            ExactPosition[] positions =
                [.. part.Book.Positions.Select(position => new ExactPosition(position, market))];
            foreach (var position in positions)
            {
                standings.Add(position.Instrument.Id, new PositionStanding(
                    position.Source.Quantity,
                    account.Positions[position.Instrument.Id].EntryValue,
                    LeverageOf(positions, part.Figures),
                    Unhedged(position, account, market)));
            }
        }

        return standings;
    }

    private static Rate LeverageOf(ExactPosition[] together, MarginFigures figures)
    {
        Fraction equity = figures.Equity.Value;
        if (equity.Sign <= 0)
            return new Rate(PositionStanding.MostLeverage);
        var leverage = Math.Clamp(
            (ExactPosition.ValueOf(together) / equity).ToAmount().Value,
            PositionStanding.LeastLeverage,
            PositionStanding.MostLeverage);
        return new Rate(Decimals.Normal(Decimals.Up(leverage, 4)));
    }

    // Options do not count: how much of their base they stand for moves with its price.
    private static Quantity Unhedged(ExactPosition position, AccountState account, MarketView market)
    {
        var all = position.Source.Quantity.Abs();
        if (position.Instrument.IsOption)
            return all;
        var @base = position.Instrument.Base;
        var net = account.Positions
            .Where(each => market.Risk[each.Key] is { IsOption: false } other && other.Base == @base)
            .Aggregate(Fraction.Zero, (sum, each) => sum + ValueOf(each.Key, each.Value.Quantity, market));
        if (market.IndexPrice(@base) is { } price)
            net += (Fraction)account.BalanceOf(@base).Value * price.Value;
        var own = ValueOf(position.Instrument.Id, position.Source.Quantity, market);
        if (own.IsZero || net.Sign != own.Sign)
            return Quantity.Zero;
        if (net.Abs() >= own.Abs())
            return all;
        Fraction lot = position.Instrument.Lot.Contracts;
        var lots = ((Fraction)all.Contracts * net.Abs() / own.Abs() / lot).Floor();
        return new Quantity(Decimals.Normal((decimal)lots * position.Instrument.Lot.Contracts));
    }

    private static Fraction ValueOf(InstrumentId id, Quantity quantity, MarketView market)
    {
        var instrument = market.Risk[id];
        var mark = market.Mark(instrument) ?? default;
        var price = market.IndexPrice(instrument.Settle) ?? default;
        return mark.Value == 0m
            ? Fraction.Zero
            : (Fraction)instrument.SignedValue(quantity, mark).Value * price.Value;
    }

    private static bool IsOff(PositionStanding now, PositionStanding told) =>
        now != told
        && (now.Quantity.Sign != told.Quantity.Sign
            || IsOff(now.Quantity.Contracts, told.Quantity.Contracts)
            || IsOff(now.EntryValue.Value, told.EntryValue.Value)
            || IsOff(now.Leverage.Value, told.Leverage.Value, LeverageSteps)
            || IsOff(now.Unhedged.Contracts, told.Unhedged.Contracts));

    private static bool IsOff(decimal now, decimal told, decimal steps = Steps) =>
        now != told && (told == 0m || now == 0m || Decimals.Times(Math.Abs(now - told), steps) > Math.Abs(told));
}
