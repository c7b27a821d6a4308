import java.io.FileInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * One line per file and profile: "NAME PROFILE pass|fail RULE=CHECKS,…". All files in one JVM.
 * The first argument names the profiles: "3a,ua1".
 */
public class VeraGate {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            for (String name : arguments[0].split(",")) {
                PDFAFlavour profile = PDFAFlavour.byFlavourId(name);
                System.out.println(Path.of(file).getFileName() + " " + profile.getId() + " " + judge(file, profile));
            }
        }
    }

    private static String judge(String file, PDFAFlavour profile) throws Exception {
        try (FileInputStream bytes = new FileInputStream(file);
             PDFAParser parser = Foundries.defaultInstance().createParser(bytes, profile);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant()) {
                return "pass " + result.getTotalAssertions();
            }
            Map<String, Integer> failed = new TreeMap<>();
            for (Map.Entry<RuleId, Integer> each : result.getFailedChecks().entrySet()) {
                failed.merge(each.getKey().getClause() + "-" + each.getKey().getTestNumber(), each.getValue(), Integer::sum);
            }
            return "fail " + failed;
        }
    }
}
