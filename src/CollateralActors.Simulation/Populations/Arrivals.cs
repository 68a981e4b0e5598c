using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Simulation.Populations;

/// <summary>
/// How traders come in: a deposit in their first round, orders in the next, first positions in the one after.
/// </summary>
internal sealed class Arrivals(Scenario scenario, TradingDesk desk, IReadOnlyList<Trader> traders)
{
    private readonly SeededRandom random = SeededRandom.For(scenario.Seed, "arrivals");
    private readonly Dictionary<
        (InstrumentId Instrument, int Side), (Trader Trader, PlannedPosition Plan)> waiting = [];

    /// <summary>Writes what arriving traders do in the desk's round.</summary>
    public void Write()
    {
        foreach (var trader in traders)
        {
            switch (desk.Round - trader.Entry)
            {
                case 0:
                    Deposit(trader);
                    break;
                case 1:
                    Reserve(trader);
                    break;
                case 2:
                    Open(trader);
                    break;
            }
        }

        foreach (var (trader, plan) in waiting.OrderBy(pair => pair.Key).Select(pair => pair.Value))
            OpenWith(trader, plan, peer: null);
        waiting.Clear();
    }

    private void Deposit(Trader trader)
    {
        // The first deposit opens the account, so that it comes first.
        DepositSome(trader);
        foreach (var instrument in trader.IsolatedPlans)
            desk.Isolate(trader, instrument);
    }

    private void DepositSome(Trader trader)
    {
        var first = random.NextInt(0, trader.Kind.Deposits.Count - 1);
        Deposit(trader, trader.Kind.Deposits[first]);
        if (trader.Kind.Deposits.Count > 1 && random.NextChance(trader.Kind.SecondDeposit))
            Deposit(trader, trader.Kind.Deposits[(first + 1) % trader.Kind.Deposits.Count]);
        if (trader.Kind.Mode != MarginMode.Cross)
            desk.SwitchMode(trader);
    }

    private void Deposit(Trader trader, DepositRange range) =>
        desk.Deposit(
            trader, range.Asset, Sizing.Between(range.Lowest, range.Highest, desk.Risk[range.Asset].Scale, random));

    private void Reserve(Trader trader)
    {
        foreach (var plan in trader.Plans.Where(plan => plan.WithOrder))
        {
            var instrument = desk.Risk[plan.Instrument];
            var quantity = QuantityOf(trader, plan, instrument);
            if (quantity != Quantity.Zero)
                desk.Reserve(trader, new TraderOrder(instrument.Id, quantity, desk.PriceNow(instrument)));
        }
    }

    private void Open(Trader trader)
    {
        foreach (var order in trader.Orders.Keys.ToArray())
            desk.Fill(trader, order);
        foreach (var plan in trader.Plans.Where(plan => !plan.WithOrder))
        {
            if (!plan.WithPeer)
                OpenWith(trader, plan, peer: null);
            else if (waiting.Remove((plan.Instrument, -plan.Side), out var peer) && peer.Trader != trader)
                OpenWith(trader, plan, peer);
            else if (!waiting.TryAdd((plan.Instrument, plan.Side), (trader, plan)))
                OpenWith(trader, plan, peer: null);
        }
    }

    private void OpenWith(Trader trader, PlannedPosition plan, (Trader Trader, PlannedPosition Plan)? peer)
    {
        var instrument = desk.Risk[plan.Instrument];
        var quantity = QuantityOf(trader, plan, instrument);
        if (peer is { } other)
            quantity = Smaller(quantity, QuantityOf(other.Trader, other.Plan, instrument));
        if (quantity != Quantity.Zero)
            desk.Trade(trader, instrument, quantity, peer?.Trader);
    }

    private Quantity QuantityOf(Trader trader, PlannedPosition plan, InstrumentParameters instrument) =>
        !desk.IsOpen(instrument) ? Quantity.Zero : Sizing.At(plan.Leverage, plan.Side, trader, instrument, desk.Market);

    private static Quantity Smaller(Quantity mine, Quantity theirs) => mine.Abs() <= theirs.Abs() ? mine : -theirs;
}
