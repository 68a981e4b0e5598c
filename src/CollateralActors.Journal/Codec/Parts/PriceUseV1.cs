using CollateralActors.Margining.Risk;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>What prices are good for that are not simply live; absent where they are good for everything.</summary>
internal sealed record PriceUseV1(
    [property: JsonName("stale")] string[] Stale,
    [property: JsonName("uncertain")] string[] Uncertain,
    [property: JsonName("held")] string[] Held,
    [property: JsonName("halted")] string[] Halted,
    [property: JsonName("lost")] string[] Lost)
{
    private static readonly PriceActions[] Single =
    [
        .. Enum.GetValues<PriceActions>().Where(action => action is not (PriceActions.None or PriceActions.All)),
    ];

    public static PriceUseV1? Of(PriceUse use) => use == PriceUse.Everything ? null : new PriceUseV1(
        NamesOf(use.Stale), NamesOf(use.Uncertain), NamesOf(use.Held), NamesOf(use.Halted), NamesOf(use.Lost));

    public PriceUse ToDomain() => new(Read(Stale), Read(Uncertain), Read(Held), Read(Halted), Read(Lost));

    private static string[] NamesOf(PriceActions actions) =>
        [.. Single.Where(action => actions.HasFlag(action)).Select(action => Names<PriceActions>.Of(action))];

    private static PriceActions Read(string[] names) =>
        names.Aggregate(PriceActions.None, (all, name) => all | Names<PriceActions>.Read(name));
}
