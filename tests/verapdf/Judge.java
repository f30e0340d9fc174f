import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Answers, for as long as it is asked, whether a file conforms. One line is one question: the flavours with commas, a
 * tab, the path of the file. The answer is one line for each rule that is broken, then a line with a full stop alone.
 */
final class Judge {
    private static final int EXAMPLES = 2;

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // whatever the engine prints is no answer
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] parts = line.split("\t", 2);
            for (String flavour : parts[0].split(",")) {
                judge(PDFAFlavour.byFlavourId(flavour), new File(parts[1]), answers);
            }
            answers.println(".");
        }
    }

    private static void judge(PDFAFlavour flavour, File file, PrintStream answers) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, EXAMPLES, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            Set<String> broken = new LinkedHashSet<>();
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() == TestAssertion.Status.FAILED) {
                    broken.add(sentence(flavour, one));
                }
            }
            if (broken.isEmpty() && !result.isCompliant()) {
                broken.add(flavour.getId() + " does not conform, and no rule is named");
            }
            if (result.getTotalAssertions() == 0) {
                broken.add(flavour.getId() + " nothing was checked");
            }
            broken.forEach(answers::println);
        } catch (Exception problem) {
            answers.println(flavour.getId() + " " + String.valueOf(problem).replaceAll("\\s+", " "));
        }
    }

    private static String sentence(PDFAFlavour flavour, TestAssertion one) {
        RuleId rule = one.getRuleId();
        List<String> parts = Arrays.asList(flavour.getId(), rule.getClause() + "-" + rule.getTestNumber(),
            String.valueOf(one.getMessage()), "at", one.getLocation().getContext());
        return String.join(" ", parts).replaceAll("\\s+", " ");
    }
}
