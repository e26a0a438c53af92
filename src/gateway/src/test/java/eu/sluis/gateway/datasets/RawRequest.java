package eu.sluis.gateway.datasets;

import eu.sluis.gateway.kit.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** A request whose framing is ours to get wrong. */
record RawRequest(String token, String method, String path) {

    record Answer(int status, String text) {}

    Answer send(String headers, byte[] body) {
        try (Socket socket = begin(headers, body)) {
            String text =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(Integer.parseInt(text.substring(9, 12)), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a part of a body, waits until the gateway is at work on it, and hangs up. */
    void sendAndHangUp(String headers, byte[] part, BooleanSupplier atWork) {
        try (Socket socket = begin(headers, part)) {
            Await.until(atWork);
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket begin(String headers, byte[] body) throws IOException {
        Socket socket = new Socket("127.0.0.1", Http.port());
        String head =
                method
                        + " "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + token
                        + "\r\nContent-Type: application/octet-stream\r\n"
                        + headers
                        + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
        return socket;
    }
}
