using CollateralActors.Margining.Risk;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads <c>priceUse</c> of a risk book: what prices are good for that are not simply live.</summary>
internal static class PriceUseMembers
{
    private static readonly (string Name, PriceActions Action)[] Names =
    [
        ("take-on-risk", PriceActions.TakeOnRisk),
        ("withdraw", PriceActions.Withdraw),
        ("reduce", PriceActions.Reduce),
        ("liquidate", PriceActions.Liquidate),
        ("settle", PriceActions.Settle),
    ];

    public static PriceUse Read(JsonObjectReader file)
    {
        if (!file.Has("priceUse") || file.Object("priceUse") is not { } table)
            return PriceUse.Default;
        var otherwise = PriceUse.Default;
        var use = new PriceUse(
            Actions("stale", otherwise.Stale),
            Actions("uncertain", otherwise.Uncertain),
            Actions("held", otherwise.Held),
            Actions("halted", otherwise.Halted),
            Actions("lost", otherwise.Lost));
        table.Done();
        return use;

        PriceActions Actions(string state, PriceActions absent)
        {
            if (!table.Has(state))
                return absent;
            var actions = PriceActions.None;
            foreach (var text in table.Texts(state))
            {
                var known = Array.FindIndex(Names, name => name.Name == text);
                if (known >= 0)
                    actions |= Names[known].Action;
                else
                    table.Wrong(
                        state, $"'{text}' is unknown; known are {string.Join(", ", Names.Select(name => name.Name))}");
            }

            return actions;
        }
    }
}
