using System.Diagnostics;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deleveraging;

/// <content>Losses that those in profit share.</content>
public sealed partial class DeleveragingDecider
{
    private static Decision Share(DeleveragingState state, DeleveragingCommand.Socialise c, MarketView market)
    {
        if (market.Risk.Find(state.Instrument) is not { } instrument || market.Mark(instrument) is not { } mark)
            return new Decision.NotYet($"a price of {state.Instrument}");
        var shares = market.Risk.Liquidation?.Deleveraging?.SocialisedLoss is { } most
            ? LossShares.Of(state, instrument, mark, c, most, market.Risk[c.Asset].Scale)
            : [];
        var begun = new DeleveragingEvent.SharingBegun(c.Liquidation, c.Account, c.Asset, c.Loss, mark, shares);
        return shares.Count > 0
            ? Decision.Accept(begun)
            : Decision.Accept(
                begun, new DeleveragingEvent.SharingEnded(c.Liquidation, c.Account, c.Asset, c.Loss, Amount.Zero));
    }

    private static Decision TakeShare(DeleveragingState state, DeleveragingCommand.GiveShare c)
    {
        if (!state.Sharings.TryGetValue(c.Liquidation, out var sharing)
            || sharing.Open.All(share => share.Account != c.Account))
            return Decision.Nothing;
        var given = new DeleveragingEvent.ShareGiven(c.Liquidation, c.Account, c.Amount);
        return sharing.Open.Count > 1
            ? Decision.Accept(given)
            : Decision.Accept(given, new DeleveragingEvent.SharingEnded(
                c.Liquidation, sharing.Account, sharing.Asset, sharing.Loss, After(sharing, given).Given));
    }

    private static DeleveragingState Sharing(DeleveragingState state, DeleveragingEvent @event) => state with
    {
        Sharings = @event switch
        {
            DeleveragingEvent.SharingBegun e => state.Sharings.SetItem(
                e.Liquidation, new LossSharing(e.Account, e.Asset, e.Loss, e.Shares, Amount.Zero)),
            DeleveragingEvent.ShareGiven e =>
                state.Sharings.SetItem(e.Liquidation, After(state.Sharings[e.Liquidation], e)),
            DeleveragingEvent.SharingEnded e => state.Sharings.Remove(e.Liquidation),
            _ => throw new UnreachableException($"unhandled event {@event.GetType().Name}"),
        },
    };

    private static LossSharing After(LossSharing sharing, DeleveragingEvent.ShareGiven e) => sharing with
    {
        Open = sharing.Open.Where(share => share.Account != e.Account).ToValueList(),
        Given = new Amount(Decimals.Normal((sharing.Given + e.Amount).Value)),
    };
}
