using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.Escrows;

/// <summary>The members of an escrow's programme as people write them: docs/escrow.md.</summary>
internal static class EscrowMembers
{
    private static readonly string[] Conditions = ["time", "price", "agreed", "arbiter", "default"];

    /// <summary>Reads a programme; whether it is sound is for <see cref="Check"/> to say.</summary>
    public static EscrowProgramme Read(JsonObjectReader programme)
    {
        var read = new EscrowProgramme(
            [.. programme.List("locks").Select(ReadLock)],
            programme.Time("fundBy"),
            [.. programme.List("exits").Select(ReadExit)]);
        programme.Done();
        return read;
    }

    /// <summary>Notes what is wrong with a programme that is to be proposed at a frame, each where it stands.</summary>
    public static void Check(JsonObjectReader file, EscrowProgramme programme, MarketView market)
    {
        foreach (var problem in EscrowRules.Problems(programme, market))
            file.WrongAt(problem.Place, problem.What);
    }

    private static EscrowLock ReadLock(JsonObjectReader part)
    {
        var read = new EscrowLock(
            new AccountId(part.Text("party")), new AssetId(part.Text("asset")), AmountOf(part, "amount"));
        part.Done();
        return read;
    }

    private static EscrowExit ReadExit(JsonObjectReader exit)
    {
        var read = new EscrowExit(
            exit.Text("name"),
            exit.Object("when") is { } when ? ReadCondition(when) : new EscrowCondition.TimeReached(default),
            exit.Has("then")
                ? new EscrowOutcome.PaidOut([.. exit.List("then").Select(ReadPortion)])
                : new EscrowOutcome.GivenBack());
        exit.Done();
        return read;
    }

    private static EscrowCondition ReadCondition(JsonObjectReader when)
    {
        var named = Conditions.Where(when.Has).ToList();
        if (named.Count != 1)
            when.Wrong($"one of {string.Join(", ", Conditions)} belongs here, not {named.Count} of them");
        EscrowCondition read = named.FirstOrDefault() switch
        {
            "price" when when.Object("price") is { } price => ReadPrice(price),
            "agreed" when when.Object("agreed") is { } agreed => ReadAgreement(agreed),
            "arbiter" => new EscrowCondition.Decided(new AccountId(when.Text("arbiter"))),
            "default" => new EscrowCondition.Defaulted(new AccountId(when.Text("default"))),
            "time" => new EscrowCondition.TimeReached(when.Time("time")),
            _ => new EscrowCondition.TimeReached(default),
        };
        when.Done();
        return read;
    }

    private static EscrowCondition.PriceReached ReadPrice(JsonObjectReader price)
    {
        var read = new EscrowCondition.PriceReached(
            new AssetId(price.Text("asset")),
            price.Needs("side") && price.OneOf("side", "above", "below") == 1 ? PriceSide.Below : PriceSide.Above,
            new Price(Decimals.Normal(price.Number("level", NumberRange.Any))),
            price.Has("from") ? price.Time("from") : null);
        price.Done();
        return read;
    }

    private static EscrowCondition.Agreed ReadAgreement(JsonObjectReader agreed)
    {
        ValueList<AccountId> by = [.. agreed.TextList("by").Select(who => new AccountId(who))];
        var needed = (int)agreed.Number("needed", NumberRange.Whole(0, EscrowRules.Most), by.Count);
        agreed.Done();
        return new EscrowCondition.Agreed(by, needed);
    }

    private static EscrowPortion ReadPortion(JsonObjectReader portion)
    {
        if (portion.Has("amount") && portion.Has("part"))
            portion.Wrong("at most one of amount and part belongs here; with neither it is the rest");
        var read = new EscrowPortion(
            new AccountId(portion.Text("to")),
            new AssetId(portion.Text("asset")),
            portion.Has("amount") ? new EscrowShare.Exactly(AmountOf(portion, "amount"))
            : portion.Has("part")
                ? new EscrowShare.PartOf(new Rate(Decimals.Normal(portion.Number("part", NumberRange.Any))))
            : new EscrowShare.Rest());
        portion.Done();
        return read;
    }

    private static Amount AmountOf(JsonObjectReader members, string name) =>
        new(Decimals.Normal(members.Number(name, NumberRange.Any)));
}
