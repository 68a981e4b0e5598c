using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Simulation.Populations;

/// <summary>
/// What traders and their programs get wrong. Every one of it must be refused, or answered as done already.
/// </summary>
internal sealed class Mistakes(Scenario scenario)
{
    private static readonly AssetId UnknownAsset = new("NOSUCHCOIN");
    private static readonly InstrumentId UnknownInstrument = new("NOSUCHCOIN-PERP");
    private static readonly Amount TooMuch = new(1_000_000_000m);

    private readonly SeededRandom random = SeededRandom.For(scenario.Seed, "mistakes");
    private readonly AccountId maker = scenario.MarketMakers.Ids.First();

    /// <summary>Writes one mistake of a trader.</summary>
    public void Write(InputSheet sheet, Trader trader)
    {
        var asset = trader.Kind.Deposits[0].Asset;
        var instrument = random.Choose(scenario.Risk.Instruments);
        var tick = Sizing.PriceAt(new Price(1m), 1m, instrument);
        var lot = new Quantity(Math.Max(instrument.Lot.Contracts, 1m));
        switch (random.NextInt(0, 11))
        {
            case 0:
                sheet.Add(trader.Id, new AccountCommand.Withdraw(asset, TooMuch));
                break;
            case 1:
                sheet.Add(trader.Id, new AccountCommand.Deposit(UnknownAsset, new Amount(1m)));
                break;
            case 2:
                sheet.Add(trader.Id, new AccountCommand.Deposit(asset, Amount.Zero));
                break;
            case 3:
                sheet.Add(trader.Id, new AccountCommand.Deposit(asset, TooPrecise(asset)));
                break;
            case 4:
                // Of spot nobody has so much to sell; to buy it at a tick would cost next to nothing.
                sheet.Add(trader.Id, new AccountCommand.ReserveOrder(
                    new OrderId("huge"),
                    instrument.Id,
                    new Quantity(lot.Contracts * (instrument.IsSpot ? -1_000_000m : 1_000_000m)),
                    tick));
                break;
            case 5:
                sheet.Add(trader.Id, new AccountCommand.ReserveOrder(new OrderId("odd"), UnknownInstrument, lot, tick));
                break;
            case 6:
                sheet.Add(trader.Id, new AccountCommand.ReleaseOrder(new OrderId("never-placed")));
                break;
            case 7:
                sheet.Add(trader.Id, new AccountCommand.ReserveOrder(
                    new OrderId("off-tick"), instrument.Id, lot, new Price(tick.Value / 3m)));
                break;
            case 8:
                sheet.Add(trader.Id, Trade(instrument.Id, trader.Id, lot, tick));
                break;
            case 9:
                sheet.Add(trader.Id, Trade(UnknownInstrument, maker, lot, tick));
                break;
            case 10 when trader.FirstCommand is { } first:
                sheet.AddAs(first);
                break;
            case 11 when trader.FirstCommand is { } first:
                sheet.AddAs(first with { Command = new AccountCommand.Deposit(asset, TooMuch) });
                break;
        }
    }

    private Amount TooPrecise(AssetId asset) =>
        new(1m + Decimals.Unit(scenario.Risk[asset].Scale + 1));

    private static AccountCommand.ApplyTrade Trade(
        InstrumentId instrument, AccountId counterparty, Quantity quantity, Price price) =>
        new(
            new TradeId("mistaken"),
            instrument,
            counterparty,
            quantity,
            price,
            TradeSide.TakerOnly,
            TradeSide.MakerOnly,
            TradeRole.Initiating);
}
