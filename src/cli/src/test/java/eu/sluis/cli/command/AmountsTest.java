package eu.sluis.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.InvalidValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AmountsTest {

    @ParameterizedTest
    @CsvSource({"512M, 512", "512, 512", "4G, 4096", "2T, 2097152"})
    void readsMemory(String text, long mebibytes) {
        assertThat(Amounts.memory(text).count()).isEqualTo(mebibytes);
    }

    @ParameterizedTest
    @CsvSource({"90s, 90", "10m, 600", "2h, 7200", "1d, 86400", "01:30:05, 5405"})
    void readsTimes(String text, long seconds) {
        assertThat(Amounts.time(text).toSeconds()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "10x", "-1m", "1:99:00", "m"})
    void refusesOtherTimes(String text) {
        assertThatThrownBy(() -> Amounts.time(text)).isInstanceOf(InvalidValue.class);
    }
}
