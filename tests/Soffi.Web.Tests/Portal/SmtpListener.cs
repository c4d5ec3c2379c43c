using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Soffi.Web.Tests.Portal;

/// <summary>A mail server on a port of this machine: speaks SMTP with whoever connects and keeps what it is given.</summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    public SmtpListener()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Answers « try again later » to that many messages first.</summary>
    public int Refusals { get; set; }

    /// <summary>Attempts to send, refused ones included.</summary>
    public int Attempts { get; private set; }

    /// <summary>Envelope and content of the messages taken.</summary>
    public ConcurrentQueue<(string From, string To, string Content, string? Login)> Messages { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                await TalkAsync(client);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or IOException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        string from = "", to = "";
        string? login = null;
        await writer.WriteLineAsync("220 essai.example ESMTP");
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await writer.WriteLineAsync("250-essai.example\r\n250-AUTH PLAIN\r\n250 8BITMIME");
                    break;
                case "AUTH":
                    login = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])).Replace('\0', ' ').Trim();
                    await writer.WriteLineAsync("235 2.7.0 OK");
                    break;
                case "MAIL":
                    Attempts++;
                    from = line;
                    await writer.WriteLineAsync(Refusals-- > 0 ? "451 4.3.0 Try again later" : "250 2.1.0 OK");
                    break;
                case "RCPT":
                    to = line;
                    await writer.WriteLineAsync("250 2.1.5 OK");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 Go on");
                    Messages.Enqueue((from, to, await ContentAsync(reader), login));
                    await writer.WriteLineAsync("250 2.0.0 Taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 2.0.0 Bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 2.0.0 OK");
                    break;
            }
        }
    }

    private async Task<string> ContentAsync(StreamReader reader)
    {
        var content = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".")
        {
            content.AppendLine(line.StartsWith('.') ? line[1..] : line);
        }

        return content.ToString();
    }
}
