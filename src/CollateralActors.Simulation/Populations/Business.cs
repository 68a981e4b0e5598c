using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Simulation.Populations;

/// <summary>What goes on once traders are there: money in and out, orders, trades, and mistakes.</summary>
internal sealed class Business(Scenario scenario, TradingDesk desk, IReadOnlyList<Trader> traders)
{
    private const int MostOrders = 3;
    private const int RoundsToOpen = 2;

    // Orders rest between these distances from the mark.
    private const decimal NearestOrder = 0.002m;
    private const decimal FarthestOrder = 0.03m;

    private readonly SeededRandom random = SeededRandom.For(scenario.Seed, "business");
    private readonly Mistakes mistakes = new(scenario);

    /// <summary>Writes what happens in the desk's round.</summary>
    public void Write(InputSheet sheet)
    {
        var present = traders.Where(trader => trader.Entry + RoundsToOpen < desk.Round).ToArray();
        if (present.Length == 0)
            return;
        foreach (var trader in present.Where(trader => trader.Orders.Count > 0))
            FillCrossed(trader);
        foreach (var trader in Some(present, scenario.Activity.Deposits))
            Deposit(trader);
        foreach (var trader in Some(present, scenario.Activity.Withdrawals))
            Withdraw(trader);
        foreach (var trader in Some(present, scenario.Activity.Orders))
            Order(trader);
        foreach (var trader in Some(present, scenario.Activity.Releases).Where(trader => trader.Orders.Count > 0))
            desk.Release(trader, random.Choose([.. trader.Orders.Keys]));
        foreach (var trader in Some(present, scenario.Activity.Fills))
            Trade(trader);
        if (scenario.Activity.Margins > 0m)
        {
            foreach (var trader in Some(present, scenario.Activity.Margins))
                MoveMargin(trader);
        }

        foreach (var trader in Some(present, scenario.Activity.Mistakes))
            mistakes.Write(sheet, trader);
        if (scenario.Activity.Transfers > 0m)
        {
            foreach (var trader in Some(present, scenario.Activity.Transfers))
                Transfer(trader);
        }

        if (scenario.Activity.Exits > 0m)
        {
            foreach (var trader in Some(present, scenario.Activity.Exits))
                Exit(trader);
        }

        if (scenario.Activity.Abandonments > 0m)
        {
            foreach (var trader in Some(present, scenario.Activity.Abandonments))
                Abandon(trader);
        }
    }

    private Trader[] Some(Trader[] present, decimal share)
    {
        var exact = share * scenario.Accounts;
        var count = (int)exact + (random.NextChance(exact - (int)exact) ? 1 : 0);
        return Enumerable.Range(0, count).Select(_ => random.Choose(present)).Distinct().ToArray();
    }

    private void Deposit(Trader trader)
    {
        var range = random.Choose(trader.Kind.Deposits);
        desk.Deposit(
            trader, range.Asset, Sizing.Between(range.Lowest, range.Highest, desk.Risk[range.Asset].Scale, random));
    }

    private void Withdraw(Trader trader)
    {
        if (SomeOf(trader) is var (asset, amount))
            desk.Withdraw(trader, asset, amount);
    }

    private void Transfer(Trader trader)
    {
        if (trader.Reserve.Count > 0 && random.NextChance(0.5m))
            desk.BringBack(trader, random.Choose([.. trader.Reserve.Keys]));
        else if (SomeOf(trader) is var (asset, amount))
            desk.SetAside(trader, asset, amount);
    }

    private (AssetId Asset, Amount Amount)? SomeOf(Trader trader)
    {
        var held = trader.Balances.Where(balance => balance.Value > Amount.Zero).ToArray();
        if (held.Length == 0)
            return null;
        var (asset, balance) = random.Choose(held);
        var share = random.NextDecimal(0.01m, 0.2m, 2);
        var amount = new Amount(Decimals.Normal(Decimals.Down(balance.Value * share, desk.Risk[asset].Scale)));
        return amount > Amount.Zero ? (asset, amount) : null;
    }

    private void MoveMargin(Trader trader)
    {
        var isolated = trader.Positions.Keys.Where(trader.Margins.ContainsKey).ToArray();
        if (isolated.Length == 0 || !desk.IsGood(trader))
            return;
        var instrument = desk.Risk[random.Choose(isolated)];
        var isAdding = random.NextChance(0.5m);
        var from = isAdding ? trader.Balances.GetValueOrDefault(instrument.Settle) : trader.Margins[instrument.Id];
        var exact = Amount.Max(Amount.Zero, from).Value * random.NextDecimal(0.01m, 0.2m, 2);
        var amount = new Amount(Decimals.Normal(Decimals.Down(exact, desk.Risk[instrument.Settle].Scale)));
        if (amount > Amount.Zero)
            desk.MoveMargin(trader, instrument, isAdding ? amount : -amount);
    }

    private void Order(Trader trader)
    {
        if (trader.Kind.Trades.Count == 0 || trader.Orders.Count >= MostOrders || !desk.IsGood(trader))
            return;
        var instrument = desk.Risk[TraderFactory.Choose(trader.Kind.Trades, random)];
        if (!desk.IsOpen(instrument))
            return;
        var side = random.NextChance(trader.Kind.LongShare) ? 1 : -1;
        var leverage = trader.Kind.Leverage.Lowest * random.NextDecimal(0.1m, 0.5m, 1);
        var quantity = Sizing.At(leverage, side, trader, instrument, desk.Market);
        var away = random.NextDecimal(NearestOrder, FarthestOrder, 4);
        if (quantity == Quantity.Zero)
            return;
        var price = Sizing.PriceAt(desk.Market.Mark(instrument)!.Value, 1m - (side * away), instrument);
        desk.Reserve(trader, new TraderOrder(instrument.Id, quantity, price)
        {
            IsPostOnly = trader.Kind.PostOnlyShare > 0m && random.NextChance(trader.Kind.PostOnlyShare),
        });
    }

    // Some of a position, or all of it, is to be closed once the price is better.
    private void Exit(Trader trader)
    {
        var exits = trader.Orders.Values.Where(order => order.IsReduceOnly).Select(order => order.Instrument);
        var open = trader.Positions.ExceptBy(exits, position => position.Key).ToArray();
        if (open.Length == 0 || trader.Orders.Count >= MostOrders || !desk.IsGood(trader))
            return;
        var (id, held) = random.Choose(open);
        var instrument = desk.Risk[id];
        if (!desk.IsOpen(instrument))
            return;
        var quantity = Sizing.ShareOf(-held.Position.Quantity, random.Choose([0.5m, 1m]), instrument);
        var better = 1m + (held.Position.Quantity.Sign * random.NextDecimal(NearestOrder, FarthestOrder, 4));
        if (quantity != Quantity.Zero)
        {
            var price = Sizing.PriceAt(desk.Market.Mark(instrument)!.Value, better, instrument);
            desk.Reserve(trader, new TraderOrder(id, quantity, price) { IsReduceOnly = true });
        }
    }

    private void Abandon(Trader trader)
    {
        var options = trader.Positions
            .Where(position => desk.Risk[position.Key].IsOption && position.Value.Position.Quantity > Quantity.Zero)
            .Select(position => position.Key)
            .Where(option => desk.IsOpen(desk.Risk[option]) && !trader.Abandoned.Contains(option))
            .ToArray();
        if (options.Length > 0 && desk.IsGood(trader))
            desk.Abandon(trader, random.Choose(options));
    }

    private void FillCrossed(Trader trader)
    {
        var crossed = trader.Orders.FirstOrDefault(order => IsCrossed(order.Value));
        if (crossed.Value.Quantity != Quantity.Zero && desk.IsGood(trader))
            desk.Fill(trader, crossed.Key);
    }

    private bool IsCrossed(TraderOrder order)
    {
        var mark = desk.Market.Mark(desk.Risk[order.Instrument])!.Value;
        return order.Quantity.Sign > 0 ? mark <= order.Price : mark >= order.Price;
    }

    private void Trade(Trader trader)
    {
        if (trader.Kind.Trades.Count == 0 || !desk.IsGood(trader))
            return;
        if (trader.Positions.Count == 0 || random.NextChance(0.3m))
            Add(trader);
        else
            Reduce(trader);
    }

    private void Add(Trader trader)
    {
        var instrument = desk.Risk[TraderFactory.Choose(trader.Kind.Trades, random)];
        if (!desk.IsOpen(instrument))
            return;
        var held = trader.Positions.GetValueOrDefault(instrument.Id).Position.Quantity.Sign;
        var side = held != 0 ? held : random.NextChance(trader.Kind.LongShare) ? 1 : -1;
        var leverage = trader.Kind.Leverage.Lowest * random.NextDecimal(0.1m, 0.5m, 1);
        var quantity = Sizing.At(leverage, side, trader, instrument, desk.Market);
        if (quantity != Quantity.Zero)
            desk.Trade(trader, instrument, quantity);
    }

    // Some reduce, some close, and some turn their position round.
    private void Reduce(Trader trader)
    {
        var (id, position) = random.Choose([.. trader.Positions]);
        var instrument = desk.Risk[id];
        var share = random.Choose([0.25m, 0.5m, 1m, 1m, 1.5m]);
        var quantity = Sizing.ShareOf(-position.Position.Quantity, share, instrument);
        if (quantity != Quantity.Zero)
            desk.Trade(trader, instrument, quantity);
    }
}
