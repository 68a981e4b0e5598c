using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CollateralActors.Actors.Tests.Webhooks;

/// <summary>
/// A venue outside, over real HTTP on loopback: it looks at signatures, keeps what it is sent, and answers as it is told.
/// </summary>
internal sealed class VenueOutside : IDisposable
{
    public static readonly byte[] Secret = Encoding.UTF8.GetBytes("a secret that both sides know");

    private readonly HttpListener listener;
    private readonly Func<int, Message, int> answer;
    private readonly BlockingCollection<Message> messages = [];
    private int count;

    /// <param name="answer">The status for a message, by how many came before; 0 never answers.</param>
    public VenueOutside(Func<int, Message, int> answer)
    {
        this.answer = answer;
        using (var port = new TcpListener(IPAddress.Loopback, 0))
        {
            port.Start();
            Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/orders/");
        }

        listener = new HttpListener();
        listener.Prefixes.Add(Endpoint.ToString());
        listener.Start();
        _ = ListenAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>The next message that came in; a minute is forever.</summary>
    public Message Next() => messages.TryTake(out var message, TimeSpan.FromMinutes(1)) ? message : throw new TimeoutException("no message came");

    public void Dispose()
    {
        listener.Close();
        messages.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
                _ = TakeAsync(await listener.GetContextAsync());
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task TakeAsync(HttpListenerContext context)
    {
        var (id, time) = (context.Request.Headers["webhook-id"]!, context.Request.Headers["webhook-timestamp"]!);
        using var copy = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(copy);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{time}."), .. copy.ToArray()];
        var expected = HMACSHA256.HashData(Secret, signed);
        var message = new Message(
            id,
            context.Request.Headers["webhook-signature"] == "v1," + Convert.ToBase64String(expected),
            context.Request.ContentType,
            JsonDocument.Parse(copy.ToArray()).RootElement.Clone());
        var status = answer(Interlocked.Increment(ref count) - 1, message);
        messages.Add(message);
        if (status == 0)
            return;

        context.Response.StatusCode = status;
        context.Response.Close();
    }

    /// <summary>What came in.</summary>
    public sealed record Message(string Id, bool IsSigned, string? ContentType, JsonElement Body)
    {
        public string? this[string member] => Body.TryGetProperty(member, out var value) ? value.GetString() : null;
    }
}
